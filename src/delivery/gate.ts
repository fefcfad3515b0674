import { setTimeout as delay } from 'node:timers/promises';
import type { PaceWindow } from '../platforms/platform.ts';

/**
 * Keeps this process to so many calls in any stretch of time. The queue spaces out the beginnings of runs, for all
 * processes together; when a process is held up for a moment, the calls of several runs come at once, and are spaced
 * out here again. The wait is as long as the hold-up was, at most.
 */
export function createGate({ calls, perMs }: PaceWindow): () => Promise<void> {
  const passed: number[] = [];

  return async () => {
    const now = performance.now();
    const blocker = passed.length < calls ? undefined : passed.shift();
    const at = blocker === undefined ? now : Math.max(now, blocker + perMs);
    passed.push(at);
    if (at > now) await delay(at - now);
  };
}
