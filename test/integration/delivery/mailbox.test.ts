import { expect, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createRandom } from '../../../src/sandbox/seeded-random.ts';
import { createDeliveryBench, createPostedBench, headlines } from '../../support/delivery.ts';

const news: DestinationId = 'discord:100';
const chat: DestinationId = 'telegram:-200';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `entry ${index + 1}`);

test('entries arrive everywhere in the order of their numbers, whatever fails in between', async () => {
  const bench = createDeliveryBench();
  const random = createRandom(20_261_122);
  const faults = (): Outcome[] => [
    { kind: 'retry-later', why: 'a passing fault' },
    { kind: 'rate-limited', until: Date.now() + 20, scope: 'destination' },
  ];
  const failSometimes = () => (random() < 0.4 ? faults()[Math.floor(random() * 2)] : undefined);
  bench.discord.answerBy(failSometimes);
  bench.telegram.answerBy(failSometimes);
  await bench.open();
  for (const destination of [news, chat, 'discord:101'] as const) await bench.follow(destination);
  bench.start();
  for (const headline of numbered(25)) await bench.publish(headline);

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 25);
  await bench.discord.waitFor(() => headlines(bench.discord.texts('discord:101')).length === 25);
  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).length === 25);
  expect(headlines(bench.discord.texts(news))).toEqual(numbered(25));
  expect(headlines(bench.discord.texts('discord:101'))).toEqual(numbered(25));
  expect(headlines(bench.telegram.texts(chat))).toEqual(numbered(25));
});

test('one destination that never answers well holds nobody else up', async () => {
  const bench = createDeliveryBench();
  const others = Array.from({ length: 20 }, (_, index): DestinationId => `discord:${500 + index}`);
  bench.discord.answerBy((call) =>
    call.destination === news ? { kind: 'retry-later', why: 'Discord answers with an error' } : undefined,
  );
  await bench.open();
  for (const destination of [news, ...others]) await bench.follow(destination);
  bench.start();
  for (const headline of numbered(3)) await bench.publish(headline);

  for (const destination of others)
    await bench.discord.waitFor(() => headlines(bench.discord.texts(destination)).length === 3);
  expect(bench.discord.texts(news)).toEqual([]);
});

test('a rate limit is waited out to the moment and spends no attempt', async () => {
  const bench = createDeliveryBench();
  let until = 0;
  bench.discord.answerBy(() => {
    // From the first call on, however long it took to be made.
    until ||= Date.now() + 400;
    return Date.now() < until ? { kind: 'rate-limited', until, scope: 'destination' } : undefined;
  });
  await bench.open();
  await bench.follow(news);
  bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.calls.length === 1);
  const delayed = await waitForJob(bench, 'delayed');

  expect(delayed).toMatchObject({ attemptsMade: 0, data: { failures: 0, destination: news } });
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 1);
  const delivered = bench.discord.calls[1];
  expect(delivered?.at).toBeGreaterThanOrEqual(until);
});

test('edits made while a destination waits become one edit to the newest state', async () => {
  const bench = await createPostedBench(news);
  const until = Date.now() + 300;
  bench.discord.answerBy(() =>
    Date.now() < until ? { kind: 'rate-limited', until, scope: 'destination' } : undefined,
  );
  for (const headline of ['entry 1 b', 'entry 1 c', 'entry 1 d']) await bench.revise(1, 'edit', headline);

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news))[0] === 'entry 1 d');
  const edits = bench.discord.calls.filter((call) => call.text.startsWith('entry 1') && call.at >= until);
  expect(edits.map((call) => call.operation)).toEqual(['edit']);
});

test('an entry that is killed before it was sent is never sent', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(news);
  await bench.publish('entry 1');
  await bench.revise(1, 'kill', 'entry 1');
  await bench.publish('entry 2');
  bench.start();

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 1);
  expect(headlines(bench.discord.texts(news))).toEqual(['entry 2']);
});

test('losing every queue key loses no work', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  for (const destination of [news, chat]) await bench.follow(destination);
  for (const headline of numbered(3)) await bench.publish(headline);
  const keys = await bench.redis.keys(`${bench.store.queues.prefix}*`);
  await bench.redis.unlink(keys);
  expect(keys.length).toBeGreaterThan(0);
  bench.start();

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 3);
  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).length === 3);
});

test('a Telegram send with an unknown outcome is not repeated, and the desk is told', async () => {
  const bench = createDeliveryBench();
  let isFirst = true;
  bench.telegram.answerBy((call) => {
    const isLost = isFirst && call.destination === chat;
    if (isLost) isFirst = false;
    return isLost ? { kind: 'unknown', why: 'Telegram did not answer' } : undefined;
  });
  await bench.open();
  await bench.follow(chat);
  await bench.store.staff.setDesk('telegram:-900', 'The desk');
  bench.start();
  await bench.publish('entry 1');

  const [notice] = await bench.telegram.waitFor(
    () => bench.telegram.texts('telegram:-900').length > 0 && bench.telegram.texts('telegram:-900'),
  );
  expect(notice).toContain('It is unknown whether harbour/1 arrived in #telegram:-200');
  expect(await bench.store.deliveries.find(chat, 'harbour', 1)).toMatchObject({ state: 'unknown' });
  const sends = bench.telegram.calls.filter((call) => call.text.startsWith('entry 1'));
  expect(sends).toHaveLength(1);
});

test('the desk hears once that an entry goes out without its picture, wherever it goes', async () => {
  const bench = createDeliveryBench();
  const bare = { kind: 'delivered', messageId: '77', withoutPicture: 'it is not kept any more' } as const;
  bench.telegram.answerBy(({ text }) => (text.startsWith('entry 1') ? bare : undefined));
  bench.discord.answerBy(({ text }) => (text.startsWith('entry 1') ? bare : undefined));
  await bench.open();
  for (const destination of [chat, news, 'telegram:-201', 'discord:101'] as const)
    await bench.follow(destination);
  await bench.store.staff.setDesk('telegram:-900', 'The desk');
  bench.start();
  await bench.publish('entry 1');
  await bench.publish('entry 2');

  const [notice] = await bench.telegram.waitFor(
    () => bench.telegram.texts('telegram:-900').length > 0 && bench.telegram.texts('telegram:-900'),
  );
  expect(notice).toBe(
    'harbour/1 goes out without its picture: it is not kept any more. The text is not held back.',
  );
  for (const end of [bench.discord, bench.telegram]) {
    await end.waitFor(() => end.calls.filter(({ text }) => text.startsWith('entry 2')).length === 2);
  }
  expect(bench.telegram.calls.filter(({ text }) => text.includes('without its picture'))).toHaveLength(1);
});

test.each([
  { how: 'again', headlinesThen: ['entry 1'] },
  { how: 'arrived', headlinesThen: [] },
] as const)(
  'an unknown outcome that people resolve as “$how” is settled by that',
  async ({ how, headlinesThen }) => {
    const bench = createDeliveryBench();
    bench.telegram.answerBy(({ text }) =>
      text.startsWith('entry 1') ? { kind: 'unknown', why: 'Telegram did not answer' } : undefined,
    );
    await bench.open();
    await bench.follow(chat);
    bench.start();
    await bench.publish('entry 1');
    await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
    bench.telegram.answerBy(() => undefined);
    const { deliveries } = bench.store;
    const entry = { kind: 'entry', slug: 'harbour', number: 1 } as const;
    expect(await deliveries.resolve(chat, entry, { how, at: Date.now() })).toBe(true);
    expect(await deliveries.resolve(chat, entry, { how, at: Date.now() })).toBe(false);
    await bench.wire.wake(chat);
    await bench.publish('entry 2');

    await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).includes('entry 2'));
    expect(headlines(bench.telegram.texts(chat))).toEqual([...headlinesThen, 'entry 2']);
    expect(await deliveries.find(chat, 'harbour', 1)).toMatchObject({ state: 'delivered' });
  },
);

test('a send waits while Telegram is silent, and a process that dies meanwhile leaves nothing unknown', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(chat);
  const rows: unknown[] = [];
  bench.telegram.checkBy(async () => {
    rows.push(await bench.store.deliveries.find(chat, 'harbour', 1));
    return rows.length > 2 ? { kind: 'unchanged' } : { kind: 'retry-later', why: 'Telegram did not answer' };
  });
  bench.start();
  await bench.publish('entry 1');
  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).length === 1);
  expect(rows.slice(0, 3)).toEqual([undefined, undefined, undefined]);
  expect(bench.telegram.calls.filter(({ text }) => text.startsWith('entry 1'))).toHaveLength(1);
});

test('a process that died between a Telegram send and its record leaves an unknown outcome', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(chat);
  await bench.publish('entry 1');
  const item = { kind: 'entry', slug: 'harbour', number: 1 } as const;
  await bench.store.backlogs.record(chat, { item }, { state: 'sending', revision: 1, copies: [] });
  bench.start();
  await bench.publish('entry 2');

  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).length === 1);
  expect(headlines(bench.telegram.texts(chat))).toEqual(['entry 2']);
  expect(await bench.store.deliveries.find(chat, 'harbour', 1)).toMatchObject({ state: 'unknown' });
});

test('a destination without rights is paused once, keeps its backlog, and goes on when it may', async () => {
  const bench = createDeliveryBench();
  let mayPost = false;
  bench.discord.answerBy((call) =>
    call.destination === news && !mayPost ? { kind: 'forbidden', why: 'I may not post there' } : undefined,
  );
  await bench.open();
  await bench.follow(news);
  await bench.store.staff.setDesk('discord:900', 'The desk');
  bench.start();
  for (const headline of numbered(3)) await bench.publish(headline);
  const notices = await bench.discord.waitFor(
    () => bench.discord.texts('discord:900').length > 0 && bench.discord.texts('discord:900'),
  );
  expect(notices).toEqual([expect.stringContaining('I may not post there')]);

  mayPost = true;
  await bench.store.subscriptions.setState(news, { kind: 'active' });
  await bench.wire.wake(news);
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 3);
  expect(bench.discord.texts('discord:900')).toHaveLength(1);
});

test('levels decide which entries arrive as messages', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(news, 'key');
  await bench.follow('discord:101', 'digest');
  await bench.follow('discord:102', 'all');
  bench.start();
  await bench.publish('entry 1');
  await bench.publish('entry 2', { key: true });
  await bench.publish('entry 3', { urgency: 'flash' });

  await bench.discord.waitFor(() => headlines(bench.discord.texts('discord:102')).length === 3);
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 2);
  await bench.discord.waitFor(() => bench.discord.texts('discord:101').length === 1);
  // The flash may have overtaken the other one.
  expect(headlines(bench.discord.texts(news)).toSorted()).toEqual(['entry 2', 'entry 3']);
  expect(headlines(bench.discord.texts('discord:101'))).toEqual([]);
});

test('the card is one pinned message that follows the story, and comes back when it was deleted', async () => {
  const bench = await createPostedBench(news, { level: 'digest' });
  await bench.publish('entry 2');
  await bench.discord.waitFor(() => bench.discord.texts(news)[0]?.includes('entry 2'));
  expect(bench.discord.texts(news)).toHaveLength(1);

  bench.discord.wipe(news);
  await bench.publish('entry 3');
  await bench.discord.waitFor(() => bench.discord.pinned.size === 2);
  expect(bench.discord.texts(news)).toEqual([expect.stringContaining('entry 3')]);
});

async function waitForJob(bench: ReturnType<typeof createDeliveryBench>, state: 'delayed') {
  const { Queue } = await import('bullmq');
  const queue = new Queue('mailbox-discord', bench.store.queues);
  try {
    for (;;) {
      const [job] = await queue.getJobs([state]);
      if (job) return { attemptsMade: job.attemptsMade, data: job.data };
    }
  } finally {
    await queue.close();
  }
}
