import { describe, expect, test } from 'vitest';
import { createDigestRun } from '../../../src/delivery/digest-run.ts';
import { welcome } from '../../../src/newsroom/destination/welcome.ts';
import { createDeliveryBench } from '../../support/delivery.ts';

const ends = [
  { end: 'discord', place: 'discord:1' },
  { end: 'telegram', place: 'telegram:-2' },
] as const;

describe.each(ends)('on $end, a newcomer whose /subscribe ended when it was half done', ({ end, place }) => {
  /** A story with an entry, which a place began to follow afterwards; nothing else was done for the place. */
  async function createHalfDone(startsAt = Date.parse('2026-02-25T06:30:00Z')) {
    const clock = { now: startsAt };
    const bench = createDeliveryBench({ now: () => clock.now });
    const { store, wire, queues } = bench;
    const { stories, subscriptions } = store;
    const now = () => clock.now;
    await bench.open();
    await bench.publish('entry 1');
    clock.now += 1_000;
    const since = await stories.see('harbour', clock.now);
    const digest = { kind: 'daily', times: [{ hour: 8, minute: 0 }] } as const;
    const newcomer = {
      destination: place,
      slug: 'harbour',
      level: 'all',
      since,
      digest,
      isNewcomer: true,
    } as const;
    await subscriptions.put(newcomer, 'News');
    clock.now += 1_000;
    return {
      ...bench,
      clock,
      newcomer,
      welcome: () => welcome({ stories, subscriptions, wire, now }, newcomer),
      runDigest: () => createDigestRun({ ...store, queues, now })('harbour', place),
      /** The beginnings of the digests that wait. */
      async digests() {
        const words = await store.records.zrange(store.keys.destination(place).backlog, '0', '-1');
        return words.flatMap((word) => /digest:(\d+)-\d+$/.exec(word)?.[1] ?? []).map(Number);
      },
      sent: () => bench[end].calls.filter(({ operation }) => operation === 'send'),
    };
  }

  test('gets the card and one digest although nobody repeats the command', async () => {
    const bench = await createHalfDone();
    const engine = bench.start();
    await bench[end].waitFor(() => bench.sent().some(({ text }) => text.includes('entry 1')));
    await bench[end].waitFor(() => bench[end].pinned.size === 1);
    await engine.reconcile();
    await bench.publish('entry 2');
    await bench[end].waitFor(() => bench.sent().some(({ text }) => text.startsWith('entry 2')));
    expect(bench.sent()).toHaveLength(3);
    expect(await bench.store.subscriptions.find(place, 'harbour')).not.toHaveProperty('isNewcomer');
  });

  test('gets one digest however often, and by however many, that is done again', async () => {
    const bench = await createHalfDone();
    await Promise.all([bench.welcome(), bench.welcome()]);
    await bench.store.subscriptions.put(bench.newcomer, 'News');
    bench.clock.now += 1_000;
    await bench.welcome();
    expect(await bench.digests()).toEqual([0]);
  });

  test('is told everything by a scheduled digest that is due before, and not again', async () => {
    const bench = await createHalfDone();
    bench.clock.now = Date.parse('2026-02-25T07:01:00Z');
    await bench.runDigest();
    await bench.welcome();
    expect(await bench.digests()).toEqual([0]);
  });

  test('is told everything before what comes next, although the clock was set back', async () => {
    const bench = await createHalfDone(Date.now() + 3_600_000);
    bench.clock.now = Date.now();
    await bench.welcome();
    await bench.publish('entry 2');
    const { backlogs, keys, outbox, records } = bench.store;
    const orders: number[] = [];
    for (let next = await outbox.next('harbour'); next !== undefined; next = await outbox.next('harbour')) {
      orders.push(next.order);
      await outbox.done('harbour', next, 'due');
    }
    const item = { kind: 'entry', slug: 'harbour', number: 2 } as const;
    await backlogs.put([{ destination: place, order: orders.at(-1) ?? 0, item }]);
    const words = await records.zrange(keys.destination(place).backlog, '0', '-1');
    expect(words.map((word) => /card|digest|2$/.exec(word)?.[0])).toEqual(['card', 'digest', '2']);
  });

  test('is not told again by the next scheduled digest what the first one told', async () => {
    const bench = await createHalfDone();
    await bench.welcome();
    bench.clock.now = Date.parse('2026-02-25T07:01:00Z');
    await bench.runDigest();
    expect(await bench.digests()).toEqual([0]);
  });

  test('keeps what somebody changes while it is noted that they were welcomed', async () => {
    const { store, newcomer } = await createHalfDone();
    const changes = Array.from({ length: 20 }, (_, hour) => hour);
    for (const hour of changes) {
      const digest = { kind: 'daily', times: [{ hour, minute: 0 }] } as const;
      await Promise.all([
        store.subscriptions.put({ ...newcomer, digest }, 'News'),
        store.subscriptions.welcomed(place, 'harbour'),
      ]);
      expect(await store.subscriptions.find(place, 'harbour')).toMatchObject({ digest });
    }
  });
});
