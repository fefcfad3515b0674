import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';
import { type MessengerCall, partMark } from '../../support/scripted-messenger.ts';

const entry = { kind: 'entry', slug: 'harbour', number: 1 } as const;
const ends = [
  ['discord', 'discord:1'],
  ['telegram', 'telegram:-2'],
] as const;

/** A bench of two workers: the first one's call of a kind is made and answered only when it is let go. */
async function createTwoWorkers([end, place]: Readonly<(typeof ends)[number]>, headline: string) {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(place);
  await bench.publish(headline);
  let orders = 0;
  const ask = () => bench.store.backlogs.put([{ destination: place, order: ++orders, item: entry }]);
  await ask();
  const [first, second] = [bench.mailbox(bench[end], 0.1), bench.mailbox(bench[end], 0.2)];
  return {
    ...bench,
    end: bench[end],
    async rest() {
      while ((await second(place, 0)).kind !== 'idle');
    },
    async edit(headlineNow: string) {
      await bench.revise(1, 'edit', headlineNow);
      await ask();
    },
    /**
     * The first worker makes a call, which is carried out unless it is `refused`, and hears nothing, until this is
     * called; resolves when it has done what follows.
     */
    async hang(
      isMeant: (call: MessengerCall) => boolean,
      refused?: Outcome,
    ): Promise<() => Promise<unknown>> {
      let answer = () => {};
      const answered = new Promise<undefined>((resolve) => {
        answer = () => resolve(undefined);
      });
      let isFirst = true;
      bench[end].answerBy(async (call, apply) => {
        if (!isFirst || !isMeant(call)) return undefined;
        isFirst = false;
        const outcome = refused ?? apply();
        await answered;
        return outcome;
      });
      const before = bench[end].calls.length;
      const ended = first(place, 0);
      await bench[end].waitFor(() => bench[end].calls.slice(before).some(isMeant));
      return () => {
        answer();
        return ended;
      };
    },
    entryTexts: () =>
      bench[end].texts(place).filter((text) => text.startsWith('entry') || text.startsWith('and')),
  };
}

describe.each(ends.map((at) => ({ end: at[0], at })))(
  'on $end, an answer that comes after another worker took the place over',
  ({ at }) => {
    test('does not overwrite what is known of a later change', async () => {
      const bench = await createTwoWorkers(at, 'entry 1');
      await bench.rest();
      await bench.edit('entry 1 b');
      const goOn = await bench.hang(({ operation }) => operation === 'edit');
      await bench.rest();
      await bench.edit('entry 1 c');
      await bench.rest();
      await goOn();

      await bench.edit('entry 1 b');
      await bench.rest();
      expect(headlines(bench.entryTexts())).toEqual(['entry 1 b']);
    });
  },
);

test('on discord, a part is not sent again by a worker that heard late of the one before it', async () => {
  const bench = await createTwoWorkers(ends[0], `entry 1 ${partMark}and the rest of it`);
  const goOn = await bench.hang(({ operation }) => operation === 'send');
  await bench.rest();
  await goOn();
  await bench.rest();
  expect(bench.entryTexts()).toHaveLength(2);
});

test('on telegram, a send that was marked unknown meanwhile is known again', async () => {
  const bench = await createTwoWorkers(ends[1], 'entry 1');
  const goOn = await bench.hang(({ operation }) => operation === 'send');
  await bench.rest();
  await goOn();
  await bench.rest();
  expect(bench.entryTexts()).toHaveLength(1);
  expect((await bench.store.deliveries.find('telegram:-2', 'harbour', 1))?.state).toBe('delivered');
});

test('on telegram, a send that was refused, and marked unknown meanwhile, is still there to be settled', async () => {
  const bench = await createTwoWorkers(ends[1], 'entry 1');
  const refused = { kind: 'rate-limited', until: 0, scope: 'destination' } as const;
  const goOn = await bench.hang(({ operation }) => operation === 'send', refused);
  await bench.rest();
  await goOn();
  await bench.rest();
  expect(bench.entryTexts()).toEqual([]);
  const { deliveries } = bench.store;
  expect((await deliveries.find('telegram:-2', 'harbour', 1))?.state).toBe('unknown');
  expect(await deliveries.resolve('telegram:-2', entry, { how: 'again', at: 1 })).toBe(true);
  await bench.rest();
  expect(bench.entryTexts()).toHaveLength(1);
});
