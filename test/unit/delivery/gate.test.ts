import { expect, test } from 'vitest';
import { createGate } from '../../../src/delivery/gate.ts';

test('however many come at once, no stretch of time sees more than it may', async () => {
  const gate = createGate({ calls: 5, perMs: 100 });
  const times: number[] = [];
  const pass = async () => {
    await gate();
    times.push(performance.now());
  };
  await Promise.all(Array.from({ length: 16 }, pass));
  times.sort((a, b) => a - b);
  // Timers may be a millisecond early.
  expect(times.slice(5).filter((time, index) => time - (times[index] ?? 0) < 98)).toEqual([]);
});
