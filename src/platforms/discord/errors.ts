import { DiscordAPIError, HTTPError } from 'discord.js';
import type { Outcome } from '../../domain/outcome.ts';
import {
  closedInteraction,
  closedToBot,
  type DiscordFailureContext,
  editLimits,
  pictureRefusals,
  rows,
  tokenRefused,
  type Verdict,
} from './refusals.ts';
import { DiscordRateLimited } from './rest.ts';

const verdicts: ReadonlyMap<number, Verdict> = new Map(rows);

/**
 * Sorts what a call to Discord threw, by its code (`rows`). An unknown code says nothing reliable: the call is
 * repeated, with growing delays, until the desk is asked. Only a 401, 403 or 413 is clear by itself. 5xx, timeouts
 * and broken connections can be repeated too, since every send carries a nonce that Discord enforces.
 */
export function classifyDiscord(error: unknown, context: DiscordFailureContext): Outcome {
  if (error instanceof DiscordRateLimited) {
    const isOnes = context.operation === 'publish' || editLimits.has(error.code);
    const scope = error.wholeBot ? 'platform' : isOnes ? 'message' : 'destination';
    return { kind: 'rate-limited', until: context.now + error.waitMs, scope };
  }
  if (error instanceof HTTPError) {
    return { kind: 'retry-later', why: `Discord is having trouble (status ${error.status})` };
  }
  if (!(error instanceof DiscordAPIError)) return { kind: 'retry-later', why: 'Discord did not answer' };
  if (error.status === 401) return tokenRefused();
  const code = codeOf(error);
  const verdict = code === undefined ? undefined : verdicts.get(code);
  return verdict === undefined ? byStatus(error.status, code) : verdict(context);
}

/** Discord's JSON code of an error; undefined when there is none, or only the general 0. */
export function codeOf(error: unknown): number | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  return typeof error.code === 'number' && error.code !== 0 ? error.code : undefined;
}

/**
 * Whether an interaction can no longer be answered: its 3 seconds or 15 minutes are over, or an earlier try was
 * received after all (Discord's page "Receiving and Responding").
 */
export function isAnswerTooLate(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && closedInteraction.includes(code);
}

/** Whether a picture was refused for its size, by Discord or by a proxy. The text can be sent without it. */
export function isRefusedPicture(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError)) return false;
  return error.status === 413 || pictureRefusals.includes(codeOf(error) ?? 0);
}

/** Whether somebody accepts no direct messages from the bot. */
export function isClosedToBot(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && closedToBot.includes(code);
}

/**
 * The facts of a failure that may be logged. Messages, bodies and addresses are left out: they may contain an
 * editor's text or an interaction's token.
 */
export function loggable(error: unknown): Readonly<Record<string, string | number | undefined>> {
  const name = error instanceof Error ? error.name : typeof error;
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    return { error: name, status: error.status, code: codeOf(error), method: error.method };
  }
  if (!(error instanceof Error)) return { error: name };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /u.test(line));
  return {
    error: name,
    code: 'code' in error ? String(error.code) : undefined,
    at: frames?.slice(0, 4).join(''),
  };
}

/** Discord asks bots not to repeat a request after a 403 (Discord's page "Rate Limits", invalid requests). */
function byStatus(status: number, code: number | undefined): Outcome {
  if (status === 413) return { kind: 'entry-refused', why: 'the picture is too large for Discord' };
  // An answer without a Discord code came from something in between, and says nothing about the channel.
  if (code === undefined) {
    return { kind: 'retry-later', why: `Discord's address answered with status ${status}` };
  }
  return status === 403
    ? { kind: 'forbidden', why: `Discord does not allow this here (code ${code})` }
    : { kind: 'retry-later', why: `Discord answered with status ${status} (code ${code})` };
}
