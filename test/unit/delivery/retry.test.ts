import { describe, expect, test } from 'vitest';
import { decide, usualAges, usualBackOff } from '../../../src/delivery/retry.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';

const context = { now: 1_000_000, failures: 0, jitter: 1, backOff: usualBackOff, ages: usualAges };

describe('decide', () => {
  test.each<[Outcome, object]>([
    [{ kind: 'delivered', messageId: '1' }, { kind: 'go-on' }],
    [{ kind: 'unchanged' }, { kind: 'go-on' }],
    [
      { kind: 'rate-limited', until: 1_005_000, scope: 'destination' },
      { kind: 'wait', until: 1_005_000, scope: 'destination', counts: false },
    ],
    [
      { kind: 'rate-limited', until: 1_005_000, scope: 'platform' },
      { kind: 'wait', until: 1_005_000, scope: 'platform', counts: false },
    ],
    [
      { kind: 'retry-later', why: 'x' },
      { kind: 'wait', until: 1_001_000, counts: true },
    ],
    [
      { kind: 'platform-refused', why: 'x' },
      { kind: 'wait', scope: 'platform', until: 1_060_000 },
    ],
    [
      { kind: 'destination-gone', why: 'x' },
      { kind: 'pause', why: 'x' },
    ],
    [
      { kind: 'forbidden', why: 'x' },
      { kind: 'pause', why: 'x' },
    ],
    [
      { kind: 'needs-rights', why: 'x' },
      { kind: 'pause', why: 'x' },
    ],
    [
      { kind: 'moved', to: 'telegram:-1002' },
      { kind: 'move', to: 'telegram:-1002' },
    ],
    [{ kind: 'message-gone' }, { kind: 'replace' }],
    [
      { kind: 'entry-refused', why: 'x' },
      { kind: 'give-up', state: 'refused' },
    ],
    [
      { kind: 'unknown', why: 'x' },
      { kind: 'give-up', state: 'unknown' },
    ],
  ])('%o leads to %o', (outcome, decision) => {
    expect(decide(outcome, context)).toMatchObject(decision);
  });

  test.each([
    { kind: 'flash', minutes: 30 },
    { kind: 'normal', minutes: 360 },
    { kind: 'quiet', minutes: 720 },
    { kind: 'digest', minutes: 720 },
  ] as const)('gives a $kind up when it is older than $minutes minutes', ({ kind, minutes }) => {
    const fault = { kind: 'retry-later', why: 'x' } as const;
    const decided = (ageMs: number, failures: number) =>
      decide(fault, { ...context, failures, news: { kind, at: context.now - ageMs } }).kind;
    expect(decided(minutes * 60_000, 9)).toBe('wait');
    expect(decided(minutes * 60_000 + 1, 9)).toBe('give-up');
    expect(decided(minutes * 60_000 + 1, 3)).toBe('wait');
  });

  test('never gives up what does not get old', () => {
    expect(decide({ kind: 'retry-later', why: 'x' }, { ...context, failures: 1_000 }).kind).toBe('wait');
  });

  test('waits twice as long after each failure, up to a minute', () => {
    const waits = [0, 1, 2, 3, 5, 6, 30].map((failures) => waitMs({ failures, jitter: 1 }));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 32_000, 60_000, 60_000]);
  });

  test('jitter spreads the later half of a wait', () => {
    expect(waitMs({ failures: 3, jitter: 0 })).toBe(4_000);
    expect(waitMs({ failures: 3, jitter: 0.5 })).toBe(6_000);
  });
});

function waitMs(over: { failures: number; jitter: number }): number {
  const decision = decide({ kind: 'retry-later', why: 'x' }, { ...context, ...over });
  return decision.kind === 'wait' ? decision.until - context.now : Number.NaN;
}
