import { setTimeout as delay } from 'node:timers/promises';
import type { PaceWindow } from '../platforms/platform.ts';

/**
 * Keeps this process to so many calls in any stretch of time. The queue spaces out the beginnings of runs, for all
 * processes together; when a process is held up for a moment, the calls of several runs come at once, and are spaced
 * out here again. The wait is as long as the hold-up was, at most.
 */
export function createGate({ calls, perMs }: PaceWindow): () => Promise<void> {
  const passed: Promise<number>[] = [];

  return async () => {
    const blocker = passed.length < calls ? undefined : passed.shift();
    const turn = blocker === undefined ? Promise.resolve(performance.now()) : passAfter(blocker, perMs);
    passed.push(turn);
    await turn;
  };
}

/** When it really passed counts, not when it was due: a timer that is late would let two stretches overlap. */
async function passAfter(blocker: Promise<number>, perMs: number): Promise<number> {
  const at = (await blocker) + perMs;
  for (let now = performance.now(); now < at; now = performance.now()) await delay(at - now);
  return performance.now();
}
