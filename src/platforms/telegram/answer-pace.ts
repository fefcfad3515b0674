import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import { late, within } from '../../newsroom/within.ts';
import type { Pace } from '../platform.ts';
import { loggable } from './errors.ts';
import { answerPace } from './pace.ts';

/** The count of calls at each place, shared by answers and deliveries and by all processes. */
export interface CallCount {
  /** Counts a call that is made now. When it is too early, counts nothing and returns when it is allowed. */
  take(pace: Pick<Pace, 'name' | 'windows'>, now: Instant): Promise<object | { readonly allowedAt: Instant }>;
}

/** Options of {@link createAnswerPace}. */
export interface AnswerPaceOptions {
  readonly calls: CallCount;
  readonly now: () => Instant;
  /** Ends every wait. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Somebody is waiting: after this long an answer is sent uncounted, and Telegram decides. */
const longestWaitMs = 60_000;
/** While the records are away, people must be told so within seconds. */
const countWithinMs = 300;

/** Waits until a chat may get an answer, or a change of one. Throws only when `signal` ends the wait. */
export type WaitForLeave = (chatId: number, kind: 'answer' | 'change') => Promise<void>;

/** Keeps answers within Telegram's limits for a chat, so that a burst of commands gets no 429. */
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
