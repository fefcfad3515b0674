import { describe, expect, test } from 'vitest';
import { createDeliveryBench } from '../../support/delivery.ts';
import { testStory } from '../../support/story-hands.ts';

const places = { discord: 'discord:1', telegram: 'telegram:-2' } as const;
const ends = ['discord', 'telegram'] as const;
const minuteMs = 60_000;
const silence = /^No new updates since \S.*; the desk is watching\.$/m;

/** A bench whose story is followed on both platforms, with the cards posted and pinned. */
async function benchWithCards(options: Parameters<typeof createDeliveryBench>[0] = {}) {
  const bench = createDeliveryBench(options);
  await bench.open();
  const engine = bench.start();
  for (const end of ends) {
    await bench.follow(places[end], 'digest');
    await bench.wire.refreshCard(places[end], testStory.slug);
    await bench[end].waitFor(() => bench[end].pinned.size === 1);
  }
  const card = (end: (typeof ends)[number]) => bench[end].texts(places[end])[0] ?? '';
  return { ...bench, engine, card };
}

describe.each(ends)('the card on %s', (end) => {
  test('is changed once by a burst of changes', async () => {
    const bench = await benchWithCards({ cardDelayMs: 400 });
    for (let number = 1; number <= 8; number += 1) await bench.publish(`entry ${number}`);
    await bench[end].waitFor(() => bench.card(end).includes('entry 8'));
    expect(bench[end].calls.filter(({ operation }) => operation === 'edit')).toHaveLength(1);
    await bench.publish('entry 9');
    await bench[end].waitFor(() => bench.card(end).includes('entry 9'));
    expect(bench[end].calls.filter(({ operation }) => operation === 'edit')).toHaveLength(2);
  });

  test.each(['flash', 'normal'] as const)(
    'drops at once what a hold takes back of a %s update',
    async (urgency) => {
      const bench = await benchWithCards({ cardDelayMs: minuteMs });
      await bench.publish('entry 1');
      await bench.publish('entry 2', { urgency });
      await bench.carried();
      const refreshed = { order: 1, place: 'front', item: { kind: 'card', slug: testStory.slug } } as const;
      await bench.store.backlogs.put([{ destination: places[end], ...refreshed }]);
      await bench.wire.wake(places[end]);
      while ((await bench.store.deliveries.backlogSize(places[end])) > 0);
      expect(bench.card(end)).toContain('entry 2');
      await bench.revise(2, 'hold', 'entry 2');
      await bench[end].waitFor(() => bench.card(end).includes('entry 1'));
    },
  );

  test('is changed after the entry has reached every place', async () => {
    const bench = await benchWithCards({ cardDelayMs: 400 });
    const others = Array.from({ length: 30 }, (_, index) => `${end}:-10${index}` as const);
    for (const place of others) await bench.follow(place);
    await bench.publish('entry 1');
    await bench[end].waitFor(() => bench.card(end).includes('entry 1'));
    const calls = bench[end].calls.filter(({ text }) => text.includes('entry 1'));
    const isCard = ({ destination }: (typeof calls)[number]) => destination === places[end];
    expect(calls.findIndex(isCard)).toBe(others.length);
  });

  test('lets an entry that came while it waited go first', async () => {
    const bench = createDeliveryBench({ cardDelayMs: minuteMs });
    const { subscriptions } = bench.store;
    await bench.open();
    await bench.follow(places[end]);
    await subscriptions.setState(places[end], { kind: 'paused', why: 'test', since: 0 });
    await bench.wire.refreshCard(places[end], testStory.slug);
    bench.start();
    await bench.publish('entry 1');
    await bench.carried();
    await subscriptions.setState(places[end], { kind: 'active' });
    await bench.wire.wake(places[end]);
    await bench[end].waitFor(() => bench[end].pinned.size === 1);
    expect(bench[end].calls.map(({ operation, text }) => `${operation} ${text}`)).toEqual([
      expect.stringMatching(/^send entry 1/),
      expect.stringMatching(/^send Harbour bridge/),
      expect.stringMatching(/^pin/),
    ]);
  });

  test('is not held back for ever by changes without an end', async () => {
    const bench = await benchWithCards({ cardDelayMs: 200 });
    await bench.follow(`${end}:-3`);
    for (let number = 1; !bench.card(end).includes('entry'); number += 1) {
      expect(number).toBeLessThan(1_000);
      await bench.publish(`entry ${number}`);
      await bench[end].waitFor(() =>
        bench[end].texts(`${end}:-3`).some((text) => text.endsWith(`${number}`)),
      );
    }
  });

  test('is changed although the job for it was lost', async () => {
    const bench = await benchWithCards({ cardDelayMs: 300 });
    await bench.publish('entry 1');
    const jobOfCards = async () =>
      (await bench.queues.clock.getDelayed()).some(({ name }) => name === 'fan-out');
    while (!(await jobOfCards()));
    await bench.queues.clock.drain(true);
    await bench.engine.reconcile();
    await bench[end].waitFor(() => bench.card(end).includes('entry 1'));
  });

  test('is posted and pinned again after people deleted it, and there is never a second one', async () => {
    const bench = await benchWithCards();
    bench[end].wipe(places[end]);
    await bench.publish('entry 1');
    await bench[end].waitFor(() => bench[end].pinned.size === 2 && bench.card(end).includes('entry 1'));
    for (let number = 2; number <= 4; number += 1) await bench.publish(`entry ${number}`);
    await bench[end].waitFor(() => bench.card(end).includes('entry 4'));
    expect(bench[end].texts(places[end])).toHaveLength(1);
  });

  test('stays unpinned where pinning is not allowed, and the desk is told once', async () => {
    const bench = createDeliveryBench();
    await bench.open();
    const desk = `${end}:99` as const;
    await bench.store.staff.setDesk(desk, 'The desk');
    bench[end].answerBy(({ operation }) =>
      operation === 'pin' ? { kind: 'needs-rights', why: 'I may not pin there' } : undefined,
    );
    bench.start();
    await bench.follow(places[end], 'digest');
    await bench.wire.refreshCard(places[end], testStory.slug);
    await bench[end].waitFor(() => bench[end].texts(desk).length === 1);
    for (let number = 1; number <= 3; number += 1) await bench.publish(`entry ${number}`);
    await bench[end].waitFor(() => bench[end].texts(places[end])[0]?.includes('entry 3') === true);
    expect(bench[end].texts(desk)).toEqual([
      `The card in #${places[end]} is posted but not pinned: I may not pin there.`,
    ]);
    expect(bench[end].calls.filter(({ operation }) => operation === 'pin')).toHaveLength(1);
  });

  test('tells of a silence at its moment, and stops with the next entry', async () => {
    const clock = { now: Date.now() };
    const upkeep = { silenceMs: 30 * minuteMs, askCloseMs: 0, keyEntries: 0, keyMs: 0 };
    const bench = await benchWithCards({ now: () => clock.now, upkeep });
    await bench.publish('entry 1');
    await bench[end].waitFor(() => bench.card(end).includes('entry 1'));
    clock.now += 29 * minuteMs;
    // The job is set for the moment; in this test time is turned by hand, and the reconciler looks again.
    await bench.engine.reconcile();
    expect(bench.card(end)).not.toContain('No new updates');
    clock.now += 61_000;
    await bench.queues.clock.drain(true);
    await bench.engine.reconcile();
    await bench[end].waitFor(() => silence.test(bench.card(end)));
    const edits = bench[end].calls.filter(({ operation }) => operation === 'edit').length;
    for (let again = 0; again < 3; again += 1) await bench.engine.reconcile();
    clock.now += 1_000;
    await bench.publish('entry 2');
    await bench[end].waitFor(() => bench.card(end).includes('entry 2'));
    expect(bench.card(end)).not.toContain('No new updates');
    expect(bench[end].calls.filter(({ operation }) => operation === 'edit')).toHaveLength(edits + 1);
  });

  test('says CLOSED, stays pinned, and one last digest tells the story to its last millisecond', async () => {
    const moment = Date.now();
    const bench = await benchWithCards({ now: () => moment });
    await bench.publish('entry 1');
    await bench.publish('entry 2');
    await bench.close();
    await bench[end].waitFor(() => bench.card(end).includes('CLOSED'));
    await bench[end].waitFor(() => bench[end].texts(places[end]).length === 2);
    const [, digest] = bench[end].texts(places[end]);
    expect(digest).toMatch(/^Harbour bridge · CLOSED[\s\S]+entry 2[\s\S]+entry 1[\s\S]+2 updates since/);
    expect(bench[end].calls.filter(({ operation }) => operation === 'delete')).toEqual([]);
    expect(bench[end].pinned.size).toBe(1);
  });
});
