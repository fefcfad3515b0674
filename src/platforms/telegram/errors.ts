import { GrammyError, HttpError } from 'grammy';
import type { Outcome } from '../../domain/outcome.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { waitMsOf } from '../named-wait.ts';
import { type Row, rows, type TelegramOperation } from './refusals.ts';

/** The circumstances of a failed call. */
export interface TelegramFailureContext {
  readonly operation: TelegramOperation;
  readonly now: Instant;
}

/** How long to wait after a 429 that does not say (Telegram's documentation promises `retry_after` with each). */
const unnamedWaitMs = 30_000;

/**
 * Wordings for a picture that is not a photo: of Telegram's Bot API server and, in capitals, of Telegram's servers.
 */
const pictureRefusals =
  /image_process_failed|photo_(?:invalid|ext_invalid|save_file_invalid|content_type_invalid)|too big for a photo|file must be non-empty/iu;

/** Failures of a connection that was never made: nothing has reached Telegram. */
const unsentCodes: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
];

/**
 * Sorts what a call to Telegram threw. Refusals are sorted by code and wording (`rows`). An unknown wording says
 * nothing reliable: nothing was done, and the call is repeated, with growing delays, until the desk is asked. Only a
 * 401 or 403 is clear by itself. A send that may have reached Telegram without an answer is `unknown`, since Telegram
 * has no key against duplicates; edits, deletes and pins may be repeated.
 */
export function classifyTelegram(error: unknown, context: TelegramFailureContext): Outcome {
  if (isRefusal(error)) {
    return classifyRefusal(error, context);
  }
  if (error instanceof HttpError && unsentCodes.includes(systemCodeOf(error) ?? '')) {
    return { kind: 'retry-later', why: 'Telegram cannot be reached' };
  }
  return ambiguous('Telegram did not answer', context);
}

/** Whether Telegram itself refused a call. grammY takes any JSON that is not `ok` for a refusal, even a proxy's. */
export function isRefusal(error: unknown): error is GrammyError {
  return (
    error instanceof GrammyError &&
    Number.isInteger(error.error_code) &&
    typeof error.description === 'string'
  );
}

/**
 * The facts of a failure that may be logged. The error inside grammY's HttpError is left out: its message contains
 * the request's address, and so the bot's token. Descriptions are left out too: they may repeat an editor's text.
 */
export function loggable(error: unknown): Readonly<Record<string, string | number | undefined>> {
  const name = error instanceof Error ? error.name : typeof error;
  if (error instanceof GrammyError) {
    return { error: name, status: error.error_code, method: error.method };
  }
  return { error: name, code: systemCodeOf(error) };
}

/** Whether Telegram no longer accepts a file id (wording of Telegram's Bot API server). */
export function isStaleFile(error: unknown): boolean {
  return isRefusal(error) && /file.?(?:identifier|id\b|reference)/iu.test(error.description);
}

/** Whether a picture itself was refused: its bytes are broken, or not a photo to Telegram. */
export function isRefusedPicture(error: unknown): boolean {
  return isRefusal(error) && (error.error_code === 413 || pictureRefusals.test(error.description));
}

/**
 * Whether a button was refused, which happens for an address that Telegram does not accept (TDLib, and its servers).
 */
export function isRefusedButton(error: unknown): boolean {
  return isRefusal(error) && /keyboard button url|button_(?:url|data|type)_invalid/iu.test(error.description);
}

/** Whether an edit was refused because the message is text, without a caption. */
export function hasNoCaption(error: unknown): boolean {
  return isRefusal(error) && error.description.toLowerCase().includes('there is no caption');
}

/** Whether an edit was refused because the message is a photo, without a text. */
export function hasNoText(error: unknown): boolean {
  return isRefusal(error) && error.description.toLowerCase().includes('there is no text');
}

function classifyRefusal(error: GrammyError, context: TelegramFailureContext): Outcome {
  const { migrate_to_chat_id: newChat, retry_after: waitSeconds } = error.parameters;
  if (Number.isSafeInteger(newChat)) {
    return { kind: 'moved', to: `telegram:${newChat}` };
  }
  if (error.error_code === 429) {
    const until = context.now + (waitMsOf(waitSeconds) || unnamedWaitMs);
    return { kind: 'rate-limited', until, scope: 'destination' };
  }
  const description = error.description.toLowerCase();
  const row = rows.find((candidate) => matches(candidate, { code: error.error_code, description }, context));
  return row?.outcome ?? byCode(error.error_code, context);
}

function matches(
  row: Row,
  { code, description }: { readonly code: number; readonly description: string },
  { operation }: TelegramFailureContext,
): boolean {
  const isOperation = row.operation === undefined || row.operation === operation;
  return row.code === code && isOperation && description.includes(row.text);
}

function byCode(code: number, context: TelegramFailureContext): Outcome {
  if (code >= 500) {
    return ambiguous(`Telegram is having trouble (code ${code})`, context);
  }
  if (code === 401) {
    return { kind: 'platform-refused', why: 'Telegram refuses the bot token' };
  }
  if (code === 403) {
    return { kind: 'forbidden', why: 'Telegram does not allow this here' };
  }
  return {
    kind: 'retry-later',
    why: `Telegram answered with an error that is not known here (code ${code})`,
  };
}

function ambiguous(why: string, { operation }: TelegramFailureContext): Outcome {
  return operation === 'send'
    ? { kind: 'unknown', why: `${why}; it may have arrived all the same` }
    : { kind: 'retry-later', why };
}

function systemCodeOf(error: unknown): string | undefined {
  const inner: unknown = error instanceof HttpError ? error.error : error;
  const hasCode = typeof inner === 'object' && inner !== null && 'code' in inner;
  return hasCode && typeof inner.code === 'string' ? inner.code : undefined;
}
