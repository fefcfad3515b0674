import { expect, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import type { Level } from '../../../src/domain/subscription.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';
import type { MessengerCall } from '../../support/scripted-messenger.ts';

const news: DestinationId = 'discord:100';
const chat: DestinationId = 'telegram:-200';
const places = [
  ['discord', news],
  ['telegram', chat],
] as const;

const minutes = 60_000;
const isDigest = (text: string) => /\d updates? since/.test(text);
const sends = (calls: readonly MessengerCall[]) => calls.filter(({ operation }) => operation === 'send');

/** A bench whose two places are paused and miss what is published. */
async function createPausedBench({ missed, level = 'all' }: { missed: number; level?: Level }) {
  const bench = createDeliveryBench();
  await bench.open();
  for (const [, destination] of places) {
    await bench.follow(destination, level);
    await bench.store.subscriptions.setState(destination, {
      kind: 'paused',
      why: 'I may not post',
      since: 0,
    });
  }
  bench.start();
  for (let number = 1; number <= missed; number += 1)
    await bench.publish(`entry ${number}`, { key: number % 2 === 0 });
  await bench.carried();
  return {
    ...bench,
    async resume() {
      for (const [, destination] of places) {
        await bench.store.subscriptions.setState(destination, { kind: 'active', since: Date.now() });
        await bench.wire.wake(destination);
      }
    },
  };
}

test.each(places)(
  'on %s, what was missed in a pause comes as one digest, and what follows by itself',
  async (platform, place) => {
    const bench = await createPausedBench({ missed: 7 });
    const end = bench[platform];
    await bench.resume();
    await end.waitFor(() => end.pinned.size === 1);

    const [digest = '', ...others] = end.texts(place);
    expect(digest).toContain('7 updates since');
    for (const number of [1, 2, 3, 4, 5, 6, 7]) expect(digest).toContain(`entry ${number} (`);
    expect(others).toHaveLength(1);
    expect(sends(end.calls)).toHaveLength(2);
    expect(await bench.store.deliveries.find(place, 'harbour', 3)).toEqual({
      state: 'digested',
      revision: 1,
      copies: [],
    });
    await bench.publish('entry 8');
    await end.waitFor(() => headlines(end.texts(place)).includes('entry 8'));
    expect(headlines(end.texts(place))).toEqual(['entry 8']);
  },
);

test('a handful of missed entries come one by one', async () => {
  const bench = await createPausedBench({ missed: 5 });
  await bench.resume();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  const texts = bench.discord.texts(news);
  expect(headlines(texts)).toEqual([1, 2, 3, 4, 5].map((number) => `entry ${number}`));
  expect(texts.filter(isDigest)).toEqual([]);
});

test('a catch-up digest tells what the subscription would have brought', async () => {
  const bench = await createPausedBench({ missed: 13, level: 'key' });
  await bench.resume();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  const [digest = ''] = bench.discord.texts(news);
  expect(digest).toContain('6 updates since');
  expect(digest).not.toContain('entry 3 (');
});

test.each(places)('on %s, a kill reaches the digest that told the entry', async (platform, place) => {
  const bench = await createPausedBench({ missed: 7 });
  const end = bench[platform];
  await bench.resume();
  await end.waitFor(() => end.pinned.size === 1);
  expect(end.texts(place)[0]).toContain('entry 3 (');
  await bench.revise(3, 'kill', 'entry 3');

  await end.waitFor(() => !end.texts(place).join().includes('entry 3'));
  expect(end.texts(place)[0]).toContain('6 updates since');
  expect(headlines(end.texts(place))).toEqual([]);
});

test.each(places)(
  'on %s, what leaves the digest that told it with a hold comes by itself with its release',
  async (platform, place) => {
    const bench = await createPausedBench({ missed: 7 });
    const end = bench[platform];
    await bench.resume();
    await end.waitFor(() => end.pinned.size === 1);
    await bench.revise(3, 'hold', 'entry 3');
    await end.waitFor(() => end.texts(place)[0]?.includes('6 updates since'));
    await bench.revise(3, 'release', 'entry 3');

    await end.waitFor(() => headlines(end.texts(place)).length > 0);
    expect(headlines(end.texts(place))).toEqual(['entry 3']);
    expect(end.texts(place)[0]).toContain('6 updates since');
  },
);

test.each(places)(
  'on %s, what was on hold when a place began to follow the story comes to it with its release',
  async (platform, place) => {
    const bench = createDeliveryBench();
    const end = bench[platform];
    await bench.open();
    await bench.publish('entry 1', { at: Date.now() - minutes });
    await bench.publish('entry 2', { at: Date.now() - minutes });
    await bench.revise(2, 'hold', 'entry 2');
    const since = Date.now();
    await bench.store.subscriptions.put(
      { destination: place, slug: 'harbour', level: 'all', since },
      '#news',
    );
    bench.start();
    await bench.revise(2, 'release', 'entry 2');

    await end.waitFor(() => headlines(end.texts(place)).length > 0);
    await end.waitFor(() => end.pinned.size === 1);
    expect(headlines(end.texts(place))).toEqual(['entry 2']);
  },
);

test('an entry that was held and released during a pause is in the digest, too', async () => {
  const bench = await createPausedBench({ missed: 7 });
  await bench.revise(3, 'hold', 'entry 3');
  await bench.revise(3, 'release', 'entry 3');
  await bench.carried();
  await bench.resume();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  expect(bench.discord.texts(news)[0]).toContain('7 updates since');
  expect(headlines(bench.discord.texts(news))).toEqual([]);
});

test('what was killed in a pause is not told', async () => {
  const bench = await createPausedBench({ missed: 7 });
  await bench.revise(3, 'kill', 'entry 3');
  await bench.carried();
  await bench.resume();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  expect(bench.discord.texts(news)[0]).toContain('6 updates since');
  expect(bench.discord.texts(news).join()).not.toContain('entry 3');
});

test('after a refusal the tried entry is told in the digest too', async () => {
  const bench = createDeliveryBench();
  let mayPost = false;
  bench.telegram.answerBy(() => (mayPost ? undefined : { kind: 'forbidden', why: 'I was removed' }));
  await bench.open();
  await bench.follow(chat);
  await bench.store.staff.setDesk('discord:900', 'The desk');
  bench.start();
  for (let number = 1; number <= 8; number += 1) await bench.publish(`entry ${number}`);
  await bench.discord.waitFor(() => bench.discord.texts('discord:900').length === 1);
  await bench.carried();
  mayPost = true;
  await bench.store.subscriptions.setState(chat, { kind: 'active', since: Date.now() });
  await bench.wire.wake(chat);

  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  expect(bench.telegram.texts(chat)[0]).toContain('8 updates since');
  expect(bench.telegram.texts(chat)).toHaveLength(2);
});

test('a long block ends with one digest', async () => {
  let lateMs = 0;
  const bench = createDeliveryBench({ now: () => Date.now() + lateMs });
  await bench.open();
  await bench.follow(chat);
  const until = () => Date.now() + (lateMs === 0 ? 100 : 0);
  bench.telegram.answerBy(() =>
    lateMs === 0 ? { kind: 'rate-limited', until: until(), scope: 'destination' } : undefined,
  );
  bench.start();
  for (let number = 1; number <= 7; number += 1) await bench.publish(`entry ${number}`);
  await bench.carried();
  lateMs = 16 * minutes;

  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  expect(bench.telegram.texts(chat)[0]).toContain('7 updates since');
  expect(bench.telegram.texts(chat)).toHaveLength(2);
});
