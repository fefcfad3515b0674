import { setTimeout as delay } from 'node:timers/promises';
import type { PaceWindow } from '../platforms/platform.ts';

/**
 * Limits this process to `calls` in any period of `perMs`. The queue spaces out the beginnings of runs, across all
 * processes. But when a process is held up for a moment, the calls of several runs come at once, and are spaced out
 * here again. The wait is at most as long as the hold-up was.
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

/** The actual time counts, not the planned one: otherwise a late timer would let two periods overlap. */
async function passAfter(blocker: Promise<number>, perMs: number): Promise<number> {
  const at = (await blocker) + perMs;
  for (let now = performance.now(); now < at; now = performance.now()) await delay(at - now);
  return performance.now();
}
