import { expect, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';
import { partMark, type Script } from '../../support/scripted-messenger.ts';

const news: DestinationId = 'discord:100';
const chat: DestinationId = 'telegram:-200';
const other: DestinationId = 'discord:101';

const noAnswer: Script = (_call, apply) => {
  apply();
  return { kind: 'retry-later', why: 'nobody answered' };
};

/** A bench on which two places have an entry and its card, and have ended their subscriptions since. */
async function createFormerBench() {
  const bench = createDeliveryBench();
  await bench.open();
  for (const destination of [news, chat]) await bench.follow(destination);
  bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  for (const destination of [news, chat]) await bench.store.subscriptions.remove(destination, 'harbour');
  await bench.follow(other);
  return bench;
}

test.each([
  ['correction', 'entry 1 b'],
  ['hold', 'entry 1 b'],
  ['kill', 'entry 1 b'],
] as const)('a %s reaches copies where the story is not followed any more', async (signal, headline) => {
  const bench = await createFormerBench();
  const [before] = bench.discord.texts(news);
  await bench.revise(1, signal, headline);

  await bench.discord.waitFor(() => bench.discord.texts(news)[0] !== before);
  await bench.telegram.waitFor(() => bench.telegram.texts(chat)[0] !== before);
  expect(bench.discord.texts(news)[0]).toBe(bench.telegram.texts(chat)[0]);
  expect(bench.discord.texts(news)).toHaveLength(2);
});

test('an edit and new entries leave such copies as they are, and a correction comes with the edits before it', async () => {
  const bench = await createFormerBench();
  await bench.revise(1, 'edit', 'entry 1 b');
  await bench.publish('entry 2');
  await bench.discord.waitFor(() => headlines(bench.discord.texts(other)).includes('entry 2'));
  expect(headlines(bench.discord.texts(news))).toEqual(['entry 1']);
  expect(headlines(bench.telegram.texts(chat))).toEqual(['entry 1']);

  await bench.revise(1, 'correction', 'entry 1 c');
  await bench.revise(1, 'edit', 'entry 1 d');
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news))[0] !== 'entry 1');
  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat))[0] !== 'entry 1');
  expect(headlines(bench.discord.texts(news))).toHaveLength(1);
});

test.each([
  ['answered', () => undefined],
  ['not answered either', noAnswer],
] as const)(
  'an entry that arrived without an answer and was corrected is put right after the next try was %s and the place stopped following',
  async (_how, nextTry) => {
    const bench = createDeliveryBench();
    const run = () => bench.mailbox(bench.discord, 0)(news, 0);
    const ask = () =>
      bench.store.backlogs.put([
        { destination: news, order: Date.now(), item: { kind: 'entry', slug: 'harbour', number: 1 } },
      ]);
    await bench.open();
    await bench.follow(news);
    await bench.publish('entry 1');
    await ask();
    bench.discord.answerBy(noAnswer);
    await run();
    bench.discord.answerBy(nextTry);
    await bench.revise(1, 'correction', 'entry 1 b');
    await run();
    expect(headlines(bench.discord.texts(news))).toEqual(['entry 1']);

    bench.discord.answerBy(() => undefined);
    await bench.store.subscriptions.remove(news, 'harbour');
    while ((await run()).kind !== 'idle');
    expect(headlines(bench.discord.texts(news))).toEqual(['entry 1 b']);
  },
);

test.each([
  [news, 'edit', `entry 1 b ${partMark}and its end`, ['entry 1 b', 'and its end']],
  [chat, 'edit', `entry 1 b ${partMark}and its end`, ['entry 1 b', 'and its end']],
  [news, 'edit to one part', 'entry 1 b', ['entry 1 b']],
  [chat, 'edit to one part', 'entry 1 b', ['entry 1 b']],
] as const)(
  'in %s, an %s that has reached the first of two parts is finished when the subscription ends',
  async (place, _what, headline, shown) => {
    const bench = createDeliveryBench();
    const end = place === news ? bench.discord : bench.telegram;
    const run = () => bench.mailbox(end, 0)(place, 0);
    const ask = (order: number) =>
      bench.store.backlogs.put([
        { destination: place, order, item: { kind: 'entry', slug: 'harbour', number: 1 } },
      ]);
    await bench.open();
    await bench.follow(place);
    await bench.publish(`entry 1 ${partMark}and the rest of it`);
    await ask(1);
    while ((await run()).kind !== 'idle');
    await bench.revise(1, 'edit', headline);
    await ask(2);
    await run();
    await bench.store.subscriptions.remove(place, 'harbour');

    while ((await run()).kind !== 'idle');
    expect(end.texts(place).map((text) => shown.findIndex((start) => text.startsWith(start)))).toEqual([
      ...shown.keys(),
    ]);
  },
);

test('the second part of an entry follows the first, although nobody answered and the subscription has ended', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(news);
  await bench.publish(`entry 1 ${partMark}and the rest of it`);
  await bench.store.backlogs.put([
    { destination: news, order: 1, item: { kind: 'entry', slug: 'harbour', number: 1 } },
  ]);
  const run = () => bench.mailbox(bench.discord, 0)(news, 0);
  await run();
  bench.discord.answerBy(noAnswer);
  await run();
  bench.discord.answerBy(() => undefined);
  await bench.store.subscriptions.remove(news, 'harbour');

  while ((await run()).kind !== 'idle');
  expect(bench.discord.texts(news)).toHaveLength(2);
  expect((await bench.store.deliveries.find(news, 'harbour', 1))?.copies).toHaveLength(2);
});

test('nothing is sent to a place that ended its subscription before it had the entry', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(news);
  await bench.follow(other);
  await bench.store.subscriptions.remove(news, 'harbour');
  bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  await bench.revise(1, 'correction', 'entry 1 b');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(other))[0] === 'entry 1 b');
  expect(bench.discord.texts(news)).toEqual([]);
});

test.each([news, chat])(
  'of an entry of two parts in %s, the second is deleted even if the subscription ends meanwhile',
  async (place) => {
    const bench = createDeliveryBench();
    await bench.open();
    await bench.follow(place);
    const end = place === news ? bench.discord : bench.telegram;
    bench.start();
    await bench.publish(`entry 1 ${partMark}and the rest of it`);
    await end.waitFor(() => end.texts(place).some((text) => text.startsWith('and the rest')));
    await end.waitFor(() => end.pinned.size === 1);
    const revisions: (number | undefined)[] = [];
    end.answerBy(async ({ operation }) => {
      if (operation !== 'delete' || revisions.length > 0) return undefined;
      revisions.push((await bench.store.deliveries.find(place, 'harbour', 1))?.revision);
      await bench.store.subscriptions.remove(place, 'harbour');
      return { kind: 'retry-later', why: 'a fault' };
    });
    await bench.revise(1, 'kill', 'entry 1');

    await end.waitFor(() => !end.texts(place).some((text) => text.startsWith('and the rest')));
    // As long as the second stands, nobody is told that the copy is replaced.
    expect(revisions).toEqual([1]);
    expect((await bench.store.deliveries.find(place, 'harbour', 1))?.copies).toHaveLength(1);
  },
);
