import type { Logger } from '../../logger.ts';
import { late, within } from '../../newsroom/within.ts';
import { isAnswerTooLate, loggable } from './errors.ts';

/** Discord itself waits little longer for the answer to an interaction. */
const goodbyeMs = 2_500;

/** The events that are being handled. */
export interface Tasks {
  /** Begins to handle an event. A failure is logged and goes no further; `what` names the event in the log. */
  run(what: string, task: () => Promise<void>): void;
  /** Aborts when nothing new is accepted any more. */
  readonly closing: AbortSignal;
  /** Accepts nothing new. Resolves when the last task has ended, or after two and a half seconds. */
  close(): Promise<void>;
}

/** Keeps track of event handlers, so that none can end the process and all can be awaited. */
export function createTasks(log: Logger): Tasks {
  const running = new Set<Promise<void>>();
  const closing = new AbortController();

  async function guarded(what: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      const facts = { ...loggable(error), what };
      if (isAnswerTooLate(error)) log.warn(facts, 'an answer came too late for Discord');
      else log.error(facts, 'a Discord event could not be handled');
    }
  }

  return {
    closing: closing.signal,
    run(what, task) {
      if (closing.signal.aborted) return;
      const handled = guarded(what, task).finally(() => running.delete(handled));
      running.add(handled);
    },
    async close() {
      closing.abort();
      const left = await within(Promise.all(running), goodbyeMs);
      if (left === late)
        log.warn({ events: running.size }, 'Discord events were not finished before the stop');
    },
  };
}
