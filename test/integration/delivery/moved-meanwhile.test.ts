import { describe, expect, test } from 'vitest';
import type { Backlogs } from '../../../src/delivery/ports.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { say } from '../../../src/newsroom/command/say.ts';
import type { SubscriptionRecords } from '../../../src/newsroom/records.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';

const from = 'telegram:-5';
const to = 'telegram:-1005';

test('what a fan-out puts at an address from which a group has just moved arrives at the new one', async () => {
  let move: SubscriptionRecords['move'] = async () => undefined;
  const movingFirst = (backlogs: Backlogs): Backlogs => ({
    ...backlogs,
    async put(entries) {
      const moveOnce = move;
      move = async () => undefined;
      await moveOnce(from, to);
      return backlogs.put(entries);
    },
  });
  const bench = createDeliveryBench({ disturb: movingFirst });
  await bench.open();
  await bench.follow(from);
  bench.start();
  await bench.publish('entry 1');
  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  move = bench.store.subscriptions.move;
  await bench.publish('entry 2');

  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(to)).includes('entry 2'));
  expect(headlines(bench.telegram.texts(to))).toEqual(['entry 2']);
});

const moved: Outcome = { kind: 'moved', to };

/** A followed group in which the first send is made and answered only when the test lets it; nothing has a queue. */
async function createMovingGroup() {
  const bench = createDeliveryBench();
  const { store, telegram } = bench;
  await bench.open();
  await bench.follow(from);
  await store.staff.setDesk('discord:9', '#desk');
  const mailbox = bench.mailbox(telegram, 0.5);
  let answer: (outcome: Outcome | undefined) => void = () => undefined;
  const answered = new Promise<Outcome | undefined>((resolve) => {
    answer = resolve;
  });
  let first: Promise<unknown> = Promise.resolve();
  telegram.answerBy(({ destination }) => (destination === from ? answered : undefined));
  return {
    ...bench,
    async publishFirst() {
      await bench.publish('entry 1');
      const item = { kind: 'entry', slug: 'harbour', number: 1 } as const;
      await store.backlogs.put([{ destination: from, order: 1, item }]);
    },
    /** Begins to send what waits. */
    async begin() {
      first = mailbox(from, 0);
      await telegram.waitFor(() => telegram.calls.length === 1);
    },
    /** Answers the first send; undefined for a message that is there. */
    async answer(outcome?: Outcome) {
      answer(outcome);
      await first;
    },
    move: () => store.subscriptions.move(from, to),
    /** Does what waits at an address. */
    async rest(place: DestinationId) {
      while ((await mailbox(place, 0)).kind === 'more');
    },
    sentTo: (place: DestinationId) =>
      telegram.calls.filter((call) => call.operation === 'send' && call.destination === place).length,
    row: (place: DestinationId) => store.deliveries.find(place, 'harbour', 1),
    async told() {
      const desk = bench.mailbox(bench.discord, 0.5);
      while ((await desk('discord:9', 0)).kind === 'more');
      return bench.discord.texts('discord:9').join();
    },
  };
}

describe('a message that is under way while its group moves', () => {
  test('is unknown at the new address, where the desk is asked about it, and is not sent again', async () => {
    const group = await createMovingGroup();
    await group.publishFirst();
    await group.begin();
    await group.move();
    await group.rest(to);
    expect((await group.row(to))?.state).toBe('unknown');
    expect(await group.told()).toContain('It is unknown whether');
    await group.answer();
    await group.rest(to);
    expect(group.sentTo(to)).toBe(0);
    expect(group.telegram.texts(from)).toHaveLength(1);
  });

  test('is known to be there when its answer comes before its turn at the new address', async () => {
    const group = await createMovingGroup();
    await group.publishFirst();
    await group.begin();
    await group.move();
    await group.answer();
    await group.rest(to);
    expect(await group.row(to)).toMatchObject({ state: 'delivered', copies: [{ messageId: '-' }] });
    expect([group.sentTo(to), await group.told()]).toEqual([0, '']);
  });

  test.each([
    { when: 'after the move', movesFirst: true },
    { when: 'by the very answer that names it', movesFirst: false },
  ])(
    'is sent at the new address when the platform did not take it at the old one, told $when',
    async ({ movesFirst }) => {
      const group = await createMovingGroup();
      await group.publishFirst();
      await group.begin();
      if (movesFirst) await group.move();
      await group.answer(moved);
      await group.rest(to);
      expect([group.sentTo(to), await group.told()]).toEqual([1, '']);
      expect((await group.row(to))?.state).toBe('delivered');
    },
  );

  test('is not doubled when it is a notice for the desk', async () => {
    const group = await createMovingGroup();
    await group.store.staff.setDesk(from, 'Newsroom');
    await group.wire.tell(from, say('Who decides?'));
    await group.begin();
    await group.move();
    await group.rest(to);
    await group.answer();
    await group.rest(to);
    expect(group.sentTo(to)).toBe(0);
    expect(group.telegram.texts(from)).toEqual(['Who decides?']);
  });
});
