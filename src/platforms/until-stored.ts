import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable } from '../newsroom/records.ts';

const firstPauseMs = 250;
const longestPauseMs = 10_000;

/**
 * Repeats a step while the records do not answer: nobody else tells of what a platform reports once. The step must be
 * harmless to repeat. Throws whatever else it throws, and its last error when `signal` aborts.
 */
export async function untilStored<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal.aborted) throw error;
    }
    // The signal ends the pause early: one last try follows.
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
