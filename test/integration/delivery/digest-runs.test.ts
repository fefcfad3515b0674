import { describe, expect, test } from 'vitest';
import { scheduleDigests } from '../../../src/delivery/clock.ts';
import { createDigestRun } from '../../../src/delivery/digest-run.ts';
import { digestPattern, settleMs } from '../../../src/delivery/digest-times.ts';
import { entriesWithin } from '../../../src/domain/digest.ts';
import { type DigestSchedule, slotAfter } from '../../../src/domain/digest-schedule.ts';
import { createDeliveryBench } from '../../support/delivery.ts';
import { testStory } from '../../support/story-hands.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const zone = testStory.zone;
const { slug } = testStory;
const places = ['discord:1', 'telegram:-2'] as const;

const at = (hour: number, minute = 0): DigestSchedule => ({ kind: 'daily', times: [{ hour, minute }] });

/** A story whose clock the test turns, followed on both platforms with a schedule since `start`. */
async function benchAt(start: string, digest: DigestSchedule) {
  const clock = { now: Date.parse(start) };
  const bench = createDeliveryBench({ now: () => clock.now });
  await bench.open();
  for (const destination of places) {
    const since = clock.now;
    await bench.store.subscriptions.put({ destination, slug, level: 'digest', digest, since }, destination);
  }
  const { store, queues } = bench;
  const run = createDigestRun({ ...store, queues, now: () => clock.now });

  /** The windows that wait at a destination, in order, as `since until` in UTC. */
  async function windows(destination: (typeof places)[number] = places[0]) {
    const words = await store.records.zrange(store.keys.destination(destination).backlog, '0', '-1');
    return words.flatMap((word) => {
      const [, since, until] = /digest:(\d+)-(\d+)$/.exec(word) ?? [];
      return since === undefined ? [] : [[Number(since), Number(until)] as const];
    });
  }

  return { ...bench, clock, run, windows };
}

const utc = (windows: readonly (readonly [number, number])[]) =>
  windows.map((window) => window.map((end) => new Date(end).toISOString().slice(0, 16)).join(' '));

describe.each([
  ['in spring', '2026-03-27T12:00Z', ['2026-03-28T07:00', '2026-03-29T06:00', '2026-03-30T06:00']],
  ['in autumn', '2026-10-23T12:00Z', ['2026-10-24T06:00', '2026-10-25T07:00', '2026-10-26T07:00']],
])('digests at 8 a.m. over the edge of daylight saving %s', (_season, start, ends) => {
  test('have windows that follow each other, each entry in one of them, on both platforms', async () => {
    const bench = await benchAt(start, at(8));
    const published: number[] = [];
    while (bench.clock.now < Date.parse(`${ends[2]}Z`)) {
      bench.clock.now += 6 * hourMs;
      await bench.publish(`entry ${published.length + 1}`);
      published.push(bench.clock.now);
      // Whatever wakes it, and however often: a run makes what is due and nothing else.
      for (const destination of places) {
        await bench.run(slug, destination);
        await bench.run(slug, destination);
      }
    }
    bench.clock.now = Date.parse(`${ends[2]}Z`) + settleMs;
    for (const destination of places) await bench.run(slug, destination);
    for (const destination of places) {
      const windows = await bench.windows(destination);
      expect(utc(windows)).toEqual([
        `${start.slice(0, 16)} ${ends[0]}`,
        `${ends[0]} ${ends[1]}`,
        `${ends[1]} ${ends[2]}`,
      ]);
      const told = published.map(
        (moment) => windows.filter(([since, until]) => since <= moment && moment < until).length,
      );
      expect(told).toEqual(published.map((moment) => (moment < Date.parse(`${ends[2]}Z`) ? 1 : 0)));
    }
  });
});

test('a digest at a repeated time is sent once, and one at a skipped time is sent, too', async () => {
  for (const [start, days] of [
    ['2026-10-24T12:00Z', 1],
    ['2026-03-28T12:00Z', 1],
  ] as const) {
    const bench = await benchAt(start, at(2, 30));
    await bench.publish('entry 1');
    const end = bench.clock.now + days * dayMs;
    for (; bench.clock.now < end; bench.clock.now += hourMs / 2) {
      await bench.run(slug, places[0]);
      await bench.publish('one more');
    }
    expect(await bench.windows()).toHaveLength(1);
  }
});

test('one run makes up for all that were missed, and none where the next one is nearer', async () => {
  const bench = await benchAt('2026-02-26T06:00Z', {
    kind: 'daily',
    times: [
      { hour: 8, minute: 0 },
      { hour: 18, minute: 0 },
    ],
  });
  await bench.publish('entry 1');
  // The bot was away from before 8 a.m. until 7 p.m. in Oslo.
  bench.clock.now = Date.parse('2026-02-26T18:00Z');
  await bench.run(slug, places[0], Date.parse('2026-02-26T07:00Z'));
  expect(utc(await bench.windows())).toEqual(['2026-02-26T06:00 2026-02-26T17:00']);
  await bench.publish('entry 2');
  // And once more until 2 a.m. the day after the next: that morning's digest is nearer.
  bench.clock.now = Date.parse('2026-02-28T01:30Z');
  await bench.run(slug, places[0], Date.parse('2026-02-27T07:00Z'));
  expect(await bench.windows()).toHaveLength(1);
  bench.clock.now = Date.parse('2026-02-28T07:00Z') + settleMs;
  await bench.run(slug, places[0]);
  expect(utc(await bench.windows())).toEqual([
    '2026-02-26T06:00 2026-02-26T17:00',
    '2026-02-26T17:00 2026-02-28T07:00',
  ]);
});

test('without news there is none, unless it was asked for', async () => {
  for (const [digest, count] of [
    [at(8), 0],
    [{ ...at(8), always: true } as const, 2],
  ] as const) {
    const bench = await benchAt('2026-02-26T06:00Z', digest);
    for (let day = 0; day < 2; day += 1) {
      bench.clock.now = Date.parse('2026-02-26T07:00Z') + day * dayMs + settleMs;
      await bench.run(slug, places[0]);
    }
    expect(await bench.windows()).toHaveLength(count);
  }
});

/** A bench on which entry 1 was held while a digest told entry 2, and released an hour later. */
async function releasedAfterDigest() {
  const bench = await benchAt('2026-02-26T06:00Z', at(8));
  await bench.publish('entry 1');
  await bench.publish('entry 2');
  await bench.revise(1, 'hold', 'entry 1');
  bench.clock.now = Date.parse('2026-02-26T07:00Z') + settleMs;
  for (const destination of places) await bench.run(slug, destination);
  bench.clock.now += hourMs;
  await bench.revise(1, 'release', 'entry 1');
  return bench;
}

test('what was held while one digest went out comes in the next one', async () => {
  const bench = await releasedAfterDigest();
  bench.clock.now = Date.parse('2026-02-27T07:00Z') + settleMs;
  await bench.run(slug, places[0]);
  bench.start();
  await bench.discord.waitFor(() => bench.discord.texts(places[0]).length === 2);
  const [first, second] = bench.discord.texts(places[0]);
  expect(first).toContain('entry 2');
  expect(first).not.toContain('entry 1');
  expect(second).toContain('entry 1');
  expect(second).not.toContain('entry 2');
});

test('what was released after a hold is taken out of the digest that told it when it is killed', async () => {
  const bench = await releasedAfterDigest();
  await bench.publish('entry 3');
  bench.clock.now = Date.parse('2026-02-27T07:00Z') + settleMs;
  for (const destination of places) await bench.run(slug, destination);
  bench.start();
  const ends = [
    [bench.discord, places[0]],
    [bench.telegram, places[1]],
  ] as const;
  for (const [end, place] of ends)
    await end.waitFor(() => end.texts(place).some((text) => text.includes('entry 3')));
  bench.clock.now += hourMs;
  await bench.revise(1, 'kill', 'entry 1');
  for (const [end, place] of ends) {
    await end.waitFor(() => !end.texts(place).join().includes('entry 1'));
    expect(end.texts(place).join()).toMatch(/entry 2[\s\S]*entry 3/);
  }
});

test('what is published after the clock was set back comes in the next digest, once, and on top', async () => {
  const bench = await benchAt('2026-02-26T06:00Z', at(8));
  await bench.publish('entry 1');
  bench.clock.now = Date.parse('2026-02-26T07:00Z') + settleMs;
  await bench.run(slug, places[0]);
  bench.clock.now -= hourMs;
  await bench.publish('entry 2');
  await bench.revise(1, 'correction', 'entry 1');
  // It is eight o'clock once more.
  bench.clock.now = Date.parse('2026-02-26T07:00Z') + settleMs;
  await bench.run(slug, places[0]);
  await bench.publish('entry 3');
  bench.clock.now = Date.parse('2026-02-27T07:00Z') + settleMs;
  await bench.run(slug, places[0]);

  const entries = await bench.store.stories.entries(slug);
  const told = (await bench.windows()).map(([since, until]) =>
    entriesWithin(entries, { since, until, now: until }).map(({ number }) => number),
  );
  expect(told).toEqual([[1], [3, 2]]);
});

test('two runs at the same moment make one digest', async () => {
  const bench = await benchAt('2026-02-26T06:00Z', at(8));
  await bench.publish('entry 1');
  bench.clock.now = Date.parse('2026-02-26T07:00Z') + settleMs;
  await Promise.all(Array.from({ length: 8 }, () => bench.run(slug, places[0])));
  expect(await bench.windows()).toHaveLength(1);
});

describe('the scheduler', () => {
  test('waits for the next moment of its schedule, in the zone of the subscription, and is put right when lost', async () => {
    const bench = createDeliveryBench();
    await bench.open();
    const [destination] = places;
    const digest = at(8);
    const subscription = {
      destination,
      slug,
      level: 'digest',
      digest,
      since: 0,
      zone: 'Asia/Kathmandu',
    } as const;
    await bench.store.subscriptions.put(subscription, destination);
    const due = async () =>
      (await bench.queues.clock.getJobSchedulers()).filter(({ key }) => key.startsWith('digest'));
    await scheduleDigests(bench.queues, subscription, zone);
    const next = slotAfter(digest, 'Asia/Kathmandu', Date.now()) + settleMs;
    expect((await due()).map((one) => one.next)).toEqual([next]);

    // A schedule that changed while the queue could not be reached, and one that was lost.
    await scheduleDigests(bench.queues, { ...subscription, digest: at(9) }, zone);
    const engine = bench.start();
    await engine.reconcile();
    expect((await due()).map(({ pattern }) => pattern)).toEqual([digestPattern(digest, 'Asia/Kathmandu')]);
    await bench.queues.clock.removeJobScheduler((await due())[0]?.key ?? '');
    await engine.reconcile();
    expect(await due()).toHaveLength(1);
  });

  test('makes the digest when its moment comes, and goes on to the next', async () => {
    const bench = createDeliveryBench();
    await bench.open();
    const minute = new Date(Date.now() - hourMs);
    for (const destination of places) {
      const digest = at(minute.getUTCHours(), minute.getUTCMinutes());
      const since = Date.now() - dayMs;
      const subscription = { destination, slug, level: 'digest', digest, since, zone: 'UTC' } as const;
      await bench.store.subscriptions.put(subscription, destination);
    }
    await bench.publish('entry 1', { at: Date.now() - 2 * hourMs });
    // Nobody scheduled them: the reconciler does, and makes up for the one that was due an hour ago.
    bench.start();
    await bench.discord.waitFor(() =>
      bench.discord.texts(places[0]).some((text) => text.includes('entry 1')),
    );
    await bench.telegram.waitFor(() =>
      bench.telegram.texts(places[1]).some((text) => text.includes('entry 1')),
    );
  });
});
