import { setTimeout as delay } from 'node:timers/promises';
import type { PaceWindow } from '../platforms/platform.ts';

/** Resolves when the next call may be made, with what is to be done once that call has been answered. */
export type Gate = () => Promise<() => void>;

/**
 * Calls are not equally long on their way to the platform, so two that begin a second apart may arrive a little closer
 * together. A call without an answer is taken to have arrived within this time.
 */
export const underWayMs = 35;

/** A call that has passed. */
interface Passed {
  readonly at: number;
  /** The next call may take its place from then on. It is put forward when the answer comes early. */
  freeAt: number;
}

/**
 * Limits this process to `calls` in any period of `perMs` at the platform. The queue spaces out the beginnings of runs,
 * across all processes. But when a process is held up for a moment, the calls of several runs come at once, and are
 * spaced out here again. The wait is at most as long as the hold-up was.
 */
export function createGate({ calls, perMs }: PaceWindow): Gate {
  // A queue's window brings many at once. They have a few milliseconds each, so that none has to arrive late.
  const apartMs = perMs / calls / 2;
  const passed: Promise<Passed>[] = [];

  return async () => {
    const last = passed.at(-1);
    const before = passed.length < calls ? undefined : passed.shift();
    const turn = pass(last, before);
    passed.push(turn);
    const call = await turn;
    return () => {
      // The platform had counted the call when it answered.
      call.freeAt = Math.min(call.freeAt, performance.now() + perMs);
    };
  };

  /** After the last call, and in the place of the one that is so many calls before. */
  async function pass(last?: Promise<Passed>, before?: Promise<Passed>): Promise<Passed> {
    if (before !== undefined) await placeOf(await before);
    if (last !== undefined) await until((await last).at + apartMs);
    // The moment at which it really passes counts, not the one at which it was due: timers may be late.
    const at = performance.now();
    return { at, freeAt: at + perMs + underWayMs };
  }

  async function placeOf(call: Passed): Promise<void> {
    await until(call.at + perMs);
    await until(call.freeAt);
  }
}

async function until(at: number): Promise<void> {
  for (let now = performance.now(); now < at; now = performance.now()) await delay(at - now);
}
