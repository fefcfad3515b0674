import { expect, test } from 'vitest';
import { testStore } from '../../support/store.ts';

const minuteMs = 60_000;
const pace = {
  name: 'telegram:-1',
  windows: [
    { calls: 1, perMs: 1_000 },
    { calls: 3, perMs: minuteMs },
  ],
  holdsAll: true,
} as const;

/** Makes a call at each of these moments; the answers of the pace. */
async function takenAt(moments: readonly number[]) {
  const { paces } = testStore();
  const answers = [];
  for (const at of moments) answers.push(await paces.take(pace, at));
  return answers;
}

const start = Date.parse('2026-02-26T12:00Z');

test('calls are let through until a window is full', async () => {
  expect(await takenAt([start, start + 500, start + 1_000, start + 2_000, start + 3_000])).toEqual([
    { nextAt: start + 1_000 },
    { allowedAt: start + 1_000 },
    { nextAt: start + 2_000 },
    { nextAt: start + minuteMs },
    { allowedAt: start + minuteMs },
  ]);
});

test('after the clock was set back nobody waits until it has caught up', async () => {
  const back = start - 60 * minuteMs;
  expect(
    await takenAt([start, start + 1_000, start + 2_000, back, back + 1_000, back + 2_000, back + 3_000]),
  ).toEqual([
    { nextAt: start + 1_000 },
    { nextAt: start + 2_000 },
    { nextAt: start + minuteMs },
    { nextAt: back + 1_000 },
    { nextAt: back + 2_000 },
    { nextAt: back + minuteMs },
    { allowedAt: back + minuteMs },
  ]);
});
