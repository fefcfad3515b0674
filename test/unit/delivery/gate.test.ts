import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGate, type Gate } from '../../../src/delivery/gate.ts';

const window = { calls: 5, perMs: 100 };
/** The clock is read here a little after the gate has read it. */
const slackMs = 5;

test('however many come at once, no window of time sees more calls than it may', async () => {
  const { arrivals } = await sixteen(createGate(window), () => 0);
  expect(shortest(arrivals)).toBeGreaterThanOrEqual(window.perMs - slackMs);
});

test('a process that is held up lets nobody through too early afterwards', async () => {
  const made = sixteen(createGate(window), () => 0);
  setTimeout(() => blockFor(60), 90);
  expect(shortest((await made).arrivals)).toBeGreaterThanOrEqual(window.perMs - slackMs);
});

test('calls that take longer and longer, and then less, do not arrive too close together', async () => {
  const underWay = [0, 10, 20, 30, 20, 0, 5, 30];
  const { arrivals } = await sixteen(createGate(window), (index) => underWay[index % underWay.length] ?? 0);
  expect(shortest(arrivals)).toBeGreaterThanOrEqual(window.perMs - slackMs);
});

test('a call without an answer keeps its place for as long as it may be under way', async () => {
  const { tookMs } = await sixteen(createGate(window), () => 'for ever');
  expect(tookMs).toBeGreaterThanOrEqual(3 * (window.perMs + 35) - slackMs);
});

/**
 * Makes sixteen calls, each under way for so long before it arrives and is answered, or never answered. `arrivals` in
 * ms, earliest first; `tookMs` until the last one was let through.
 */
async function sixteen(gate: Gate, underWayMs: (index: number) => number | 'for ever') {
  const startedAt = performance.now();
  const arrivals: number[] = [];
  const passed: number[] = [];
  await Promise.all(
    Array.from({ length: 16 }, async (_, index) => {
      const answered = await gate();
      passed.push(performance.now());
      const ms = underWayMs(index);
      if (ms === 'for ever') return;
      if (ms > 0) await delay(ms);
      arrivals.push(performance.now());
      answered();
    }),
  );
  return { arrivals: arrivals.toSorted((a, b) => a - b), tookMs: Math.max(...passed) - startedAt };
}

/** The shortest time, in ms, in which one more arrived than may. */
function shortest(times: readonly number[]): number {
  return Math.min(...times.slice(window.calls).map((time, index) => time - (times[index] ?? 0)));
}

function blockFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
