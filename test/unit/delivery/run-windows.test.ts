import { expect, test } from 'vitest';
import { runWindows } from '../../../src/delivery/run-windows.ts';

/** How many calls arrive within one second at most, when each window begins as soon as the one before it ends. */
function mostInASecond(callsPerSecond: number, catchesUpMs: number): number {
  const { max, duration } = runWindows(callsPerSecond, false);
  // The first window's calls are late by so much, and all others are not.
  const windows = Math.ceil((1_000 + catchesUpMs) / duration);
  return windows * max;
}

test.each([1, 7, 30, 50])(
  'of %i calls a second by several processes, none comes too early because another one was late on its way',
  (callsPerSecond) => {
    expect(mostInASecond(callsPerSecond, 40)).toBeLessThanOrEqual(callsPerSecond);
  },
);

test('a process that is alone, whose own gate spaces its calls out, gives nothing away', () => {
  expect(runWindows(30, true)).toEqual({ max: 3, duration: 100 });
  expect(runWindows(50, true)).toEqual({ max: 5, duration: 100 });
});
