import { expect, test } from 'vitest';
import { runWindows } from '../../../src/delivery/run-windows.ts';

test.each([1, 7, 30, 50])('at most %i runs a second begin, a few at a time', (callsPerSecond) => {
  const { max, duration } = runWindows(callsPerSecond);
  expect((max * 1_000) / duration).toBeLessThanOrEqual(callsPerSecond);
  expect(max).toBeLessThanOrEqual(Math.ceil(callsPerSecond / 10));
});
