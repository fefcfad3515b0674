import { describe, expect, test } from 'vitest';
import type { Backlogs } from '../../../src/delivery/ports.ts';
import type { BacklogItem } from '../../../src/domain/backlog-item.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import { createDeliveryBench } from '../../support/delivery.ts';
import { testStory } from '../../support/story-hands.ts';

const chat = 'telegram:-2';
const desk = 'telegram:-900';
const entry = { kind: 'entry', slug: testStory.slug, number: 1 } as const;
const card = { kind: 'card', slug: testStory.slug } as const;

/** Backlogs whose process dies (it never goes on) when a row is to say `unknown`, for the first time. */
function dyingAtUnknown(backlogs: Backlogs): Backlogs {
  let isDead = false;
  const dies = (row: Delivery | undefined) => {
    const isNow = !isDead && row?.state === 'unknown';
    isDead ||= isNow;
    return isNow;
  };
  const never = new Promise<never>(() => undefined);
  return {
    ...backlogs,
    record: (...to) => (dies(to[2]) ? never : backlogs.record(...to)),
    settle: (...to) => (dies(to[2]) ? never : backlogs.settle(...to)),
  };
}

describe.each([
  { name: 'an entry', item: entry, words: 'harbour/1' },
  { name: 'a card', item: card, words: 'the card of harbour' },
] as const)('$name whose send nobody answered', ({ item, words }) => {
  test('is reported to the desk once, even if the process dies before its row is written', async () => {
    const bench = createDeliveryBench({ disturb: dyingAtUnknown });
    await bench.open();
    await bench.follow(chat);
    await bench.store.staff.setDesk(desk, 'The desk');
    await bench.publish('entry 1');
    let isDeskBusy = true;
    bench.telegram.answerBy(({ destination }) => {
      if (destination === chat) return { kind: 'unknown', why: 'Telegram did not answer' };
      if (!isDeskBusy) return undefined;
      isDeskBusy = false;
      return { kind: 'rate-limited', until: Date.now(), scope: 'destination' };
    });
    await bench.store.backlogs.put([{ destination: chat, order: 1, item }]);
    void bench.mailbox(bench.telegram, 0)(chat, 0);
    await bench.telegram.waitFor(() => bench.telegram.calls.length === 1);
    const run = bench.mailbox(bench.telegram, 0);
    await untilWaiting(bench, desk);
    await run(chat, 0);

    for (let left = 4; left > 0; left -= 1) await run(desk, 0);
    expect(bench.telegram.texts(desk)).toEqual([
      expect.stringContaining(`It is unknown whether ${words} arrived in #${chat}`),
    ]);
    expect(await stateOf(bench, item)).not.toBe('sending');
  });
});

async function untilWaiting(
  { store }: Pick<ReturnType<typeof createDeliveryBench>, 'store'>,
  place: typeof desk,
) {
  while ((await store.deliveries.backlogSize(place)) === 0);
}

async function stateOf(
  { store }: Pick<ReturnType<typeof createDeliveryBench>, 'store'>,
  item: Exclude<BacklogItem, { kind: 'notice' }>,
) {
  const [place] = await store.deliveries.progress([item], [chat]);
  return place?.deliveries[0]?.state;
}
