import { expect, test } from 'vitest';
import { createGate } from '../../../src/delivery/gate.ts';

const window = { calls: 5, perMs: 100 };
/** The clock is read here a little after the gate has read it. */
const slackMs = 5;

test('however many come at once, no stretch of time sees more than it may', async () => {
  expect(shortest(await passing(createGate(window)))).toBeGreaterThanOrEqual(window.perMs - slackMs);
});

test('a process that is held up lets nobody through too early afterwards', async () => {
  const passed = passing(createGate(window));
  setTimeout(() => blockFor(60), 90);
  expect(shortest(await passed)).toBeGreaterThanOrEqual(window.perMs - slackMs);
});

/** Lets sixteen through the gate and tells when each passed, in ms, earliest first. */
async function passing(gate: () => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  const pass = async () => {
    await gate();
    times.push(performance.now());
  };
  await Promise.all(Array.from({ length: 16 }, pass));
  return times.toSorted((a, b) => a - b);
}

/** The shortest stretch, in ms, in which one more passed than may. */
function shortest(times: readonly number[]): number {
  return Math.min(...times.slice(window.calls).map((time, index) => time - (times[index] ?? 0)));
}

function blockFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
