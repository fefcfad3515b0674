import { GrammyError, HttpError } from 'grammy';
import { waitMsOf } from '../named-wait.ts';
import { isRefusal } from './errors.ts';

const firstDelayMs = 1_000;
const maxDelayMs = 30_000;

/** The delay after this many failures in a row: 1, 2, 4 … seconds, at most half a minute. */
export function growingDelayMs(failures: number): number {
  return Math.min(firstDelayMs * 2 ** (failures - 1), maxDelayMs);
}

/** The wait that Telegram demands; undefined when it demands none. */
export function namedWaitMs(error: unknown): number | undefined {
  return error instanceof GrammyError ? waitMsOf(error.parameters.retry_after) : undefined;
}

/** Whether Telegram refuses the token. A token of the wrong form gives a 404 (Bot API server). */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}

/** Why the listening side is not connected, in plain words. */
export function whyNotConnected(error: unknown): string {
  if (error instanceof HttpError) return 'Telegram cannot be reached';
  if (!(error instanceof GrammyError)) return 'the records do not answer, so nothing is taken from Telegram';
  if (!isRefusal(error)) return 'what answers in Telegram’s place is not the Bot API';
  if (isTokenRefused(error)) return 'Telegram refuses the bot token';
  switch (error.error_code) {
    case 409:
      return error.description.toLowerCase().includes('webhook')
        ? 'another program has set a webhook for this token'
        : 'another process is polling with this token';
    case 429:
      return 'Telegram asks for a pause';
    default:
      return `Telegram answers with an error (code ${error.error_code})`;
  }
}
