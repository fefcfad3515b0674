import { expect, test } from 'vitest';
import { unlessStopped } from '../../../src/delivery/unless-stopped.ts';
import { untilKept } from '../../../src/delivery/until-kept.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createTurns } from '../../../src/newsroom/in-turn.ts';

const delivered: Outcome = { kind: 'delivered', messageId: '1' };
const never = () => new Promise<Outcome>(() => undefined);

test('work for one key runs one piece after another, whatever became of the piece before', async () => {
  const inTurn = createTurns();
  const order: string[] = [];
  let fail: (error: Error) => void = () => undefined;
  const first = inTurn('a', () => {
    order.push('first');
    return new Promise((_, reject) => {
      fail = reject;
    });
  });
  const second = inTurn('a', async () => order.push('second'));
  await inTurn('b', async () => order.push('other'));
  fail(new Error('lost'));

  await expect(first).rejects.toThrow('lost');
  await second;
  expect(order).toEqual(['first', 'other', 'second']);
});

test('an answer that comes in time is the outcome', async () => {
  const { signal } = new AbortController();
  expect(await unlessStopped(async () => delivered, true, signal)).toEqual(delivered);
});

test.each([
  { isRisky: true, kind: 'unknown' },
  { isRisky: false, kind: 'retry-later' },
])('a call that has no answer when Dateline stops is $kind', async ({ isRisky, kind }) => {
  const stopping = new AbortController();
  const outcome = unlessStopped(never, isRisky, stopping.signal);
  stopping.abort();
  expect(await outcome).toMatchObject({ kind });
});

test('once Dateline stops, no call is begun', async () => {
  let calls = 0;
  const call = () => {
    calls += 1;
    return never();
  };
  expect(await unlessStopped(call, true, AbortSignal.abort())).toMatchObject({ kind: 'retry-later' });
  expect(calls).toBe(0);
});

test('a write is repeated until it is kept, but only once more when Dateline stops', async () => {
  const { signal } = new AbortController();
  let tries = 0;
  const write = async () => {
    tries += 1;
    if (tries < 3) throw new Error('Connection is closed.');
    return tries;
  };
  expect(await untilKept(write, signal)).toBe(3);
  await expect(untilKept(() => Promise.reject(new Error('no')), AbortSignal.abort())).rejects.toThrow('no');
});
