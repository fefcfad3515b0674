import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import type { Pace } from '../platform.ts';
import { late, within } from '../within.ts';
import { loggable } from './errors.ts';
import { answerPace } from './pace.ts';

/** The count of calls at each place that answers share with deliveries, and all processes with one another. */
export interface CallCount {
  /** Counts a call that is made now; or, when it is too early, tells from when on it is allowed and counts nothing. */
  take(pace: Pick<Pace, 'name' | 'windows'>, now: Instant): Promise<object | { readonly allowedAt: Instant }>;
}

/** What {@link createAnswerPace} works with. */
export interface AnswerPaceOptions {
  readonly calls: CallCount;
  readonly now: () => Instant;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Somebody waits: rather than later than this, an answer goes out uncounted, and Telegram says whether it may. */
const longestWaitMs = 60_000;
/** While the records are away people must be told so within seconds. */
const countWithinMs = 300;

/** Waits until a chat may have an answer, or a change of one. Throws only when `signal` ends the wait. */
export type WaitForLeave = (chatId: number, kind: 'answer' | 'change') => Promise<void>;

/** Keeps answers to what Telegram allows in a chat, so that a burst of commands meets no 429. */
export function createAnswerPace({ calls, now, signal, log }: AnswerPaceOptions): WaitForLeave {
  async function allowedAt(pace: Pace): Promise<Instant | undefined> {
    try {
      const leave = await within(calls.take(pace, now()), countWithinMs);
      return leave !== late && 'allowedAt' in leave ? leave.allowedAt : undefined;
    } catch (error) {
      log.warn(loggable(error), 'an answer was not counted');
      return undefined;
    }
  }

  return async (chatId, kind) => {
    const pace = answerPace(chatId, kind);
    const until = now() + longestWaitMs;
    for (let at = await allowedAt(pace); at !== undefined && at < until; at = await allowedAt(pace))
      await sleep(Math.max(at - now(), 0), undefined, { signal });
  };
}
