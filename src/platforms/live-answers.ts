import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../domain/time/instant.ts';
import type { Logger } from '../logger.ts';
import type { Reply } from '../newsroom/command/answer.ts';
import { within } from '../newsroom/within.ts';

/** Options of {@link createLiveAnswers}. */
export interface LiveAnswerOptions {
  readonly now: () => Instant;
  readonly log: Logger;
  /** The shortest time between two changes of one answer. */
  readonly gapMs: number;
}

/** Answers that change after they were given. */
export interface LiveAnswers {
  /**
   * Replaces a reply by its later states in the background, until it no longer changes. `show` shows another reply in
   * its place. When `show` returns false or throws (which is logged), this ends.
   */
  follow(reply: Reply, show: (reply: Reply) => Promise<boolean>): void;
  /** Ends all waiting. Resolves when the last change has ended, or after two and a half seconds. */
  close(): Promise<void>;
}

/**
 * A little less than the 15 minutes in which Discord lets an answer be changed (Interactions, "Receiving and
 * Responding").
 */
const lifeMs = 14 * 60_000;

/** A platform that does not answer must not delay the end of the process. */
const goodbyeMs = 2_500;

/** Keeps answers up to date for as long as people may be looking at them. */
export function createLiveAnswers({ now, log, gapMs }: LiveAnswerOptions): LiveAnswers {
  const closing = new AbortController();
  // Every answer that waits adds a listener.
  setMaxListeners(0, closing.signal);
  const running = new Set<Promise<void>>();

  async function showAll(first: Reply, show: (reply: Reply) => Promise<boolean>): Promise<void> {
    const until = now() + lifeMs;
    let shown = first;
    while (shown.live !== undefined && now() < until) {
      const { afterMs, next } = shown.live;
      await sleep(Math.max(afterMs, gapMs), undefined, { signal: closing.signal });
      const reply = await next();
      if (!isSame(reply, shown) && !(await show(reply))) return;
      shown = reply;
    }
  }

  return {
    follow(reply, show) {
      if (reply.live === undefined || closing.signal.aborted) return;
      const task = showAll(reply, show)
        .catch((error: unknown) => {
          if (closing.signal.aborted) return;
          const name = error instanceof Error ? error.name : typeof error;
          log.warn({ error: name }, 'an answer could not be changed any more');
        })
        .finally(() => running.delete(task));
      running.add(task);
    },
    async close() {
      closing.abort();
      await within(Promise.all(running), goodbyeMs);
    },
  };
}

function isSame(one: Reply, other: Reply): boolean {
  return (
    JSON.stringify([one.content, one.buttons.map(({ label, token }) => [label, token])]) ===
    JSON.stringify([other.content, other.buttons.map(({ label, token }) => [label, token])])
  );
}
