import { Worker } from 'bullmq';
import { expect, test } from 'vitest';
import type { Backlogs } from '../../../src/delivery/ports.ts';
import { queueNames } from '../../../src/delivery/queues.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createDeliveryBench, createPostedBench, headlines } from '../../support/delivery.ts';

const news: DestinationId = 'discord:100';
const chat: DestinationId = 'telegram:-200';

test('an edit that comes while its entry is being sent is not lost', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  for (const destination of [news, chat]) await bench.follow(destination);
  let edited: Promise<void> | undefined;
  const editMeanwhile = async (): Promise<undefined> => {
    edited ??= bench.revise(1, 'edit', 'entry 1 b').then(bench.carried);
    await edited;
  };
  bench.discord.answerBy(({ text }) => (text.startsWith('entry 1') ? editMeanwhile() : undefined));
  bench.telegram.answerBy(({ text }) => (text.startsWith('entry 1') ? editMeanwhile() : undefined));
  bench.start();
  await bench.publish('entry 1');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news))[0] === 'entry 1 b');
  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat))[0] === 'entry 1 b');
});

test('a card shows what was published while it was being edited', async () => {
  const bench = await createPostedBench(news, { level: 'digest' });
  let published: Promise<void> | undefined;
  bench.discord.answerBy(async () => {
    published ??= bench.publish('entry 3').then(bench.carried);
    await published;
    return undefined;
  });
  await bench.publish('entry 2');

  await bench.discord.waitFor(() => bench.discord.texts(news)[0]?.includes('entry 3'));
  expect(bench.discord.texts(news)).toHaveLength(1);
});

test('an edit reaches a Discord message whose first send was answered by nobody', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(news);
  bench.discord.answerBy(loseFirstAnswer('send', () => bench.revise(1, 'edit', 'entry 1 b')));
  bench.start();
  await bench.publish('entry 1');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news))[0] === 'entry 1 b');
  expect(headlines(bench.discord.texts(news))).toHaveLength(1);
});

test('a kill reaches a Discord message whose first send was answered by nobody', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(news);
  bench.discord.answerBy(loseFirstAnswer('send', () => bench.revise(1, 'kill', 'entry 1')));
  bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);

  expect(headlines(bench.discord.texts(news))).toEqual([]);
  expect(bench.discord.calls.filter(({ operation }) => operation === 'edit')).toHaveLength(1);
});

test('while Redis refuses writes, nothing that Telegram answered is forgotten', async () => {
  let refusals = 0;
  const refuse = <Args extends readonly unknown[], T>(write: (...args: Args) => Promise<T>) => {
    return (...args: Args): Promise<T> => {
      refusals += 1;
      return refusals % 3 === 0 ? write(...args) : Promise.reject(new Error('Connection is closed.'));
    };
  };
  const disturb = (backlogs: Backlogs): Backlogs => ({
    ...backlogs,
    record: refuse(backlogs.record),
    settle: refuse(backlogs.settle),
  });
  const bench = createDeliveryBench({ disturb });
  await bench.open();
  await bench.follow(chat);
  bench.start();
  await bench.publish('entry 1');
  await bench.publish('entry 2');

  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  expect(headlines(bench.telegram.texts(chat))).toEqual(['entry 1', 'entry 2']);
  expect(await bench.store.deliveries.find(chat, 'harbour', 1)).toMatchObject({ state: 'delivered' });
});

test('a run that fails on Redis is repeated soon', async () => {
  let failures = 0;
  const disturb = (backlogs: Backlogs): Backlogs => ({
    ...backlogs,
    next: (destination) => {
      failures += 1;
      return failures < 4 ? Promise.reject(new Error('Command timed out')) : backlogs.next(destination);
    },
  });
  const bench = createDeliveryBench({ disturb });
  await bench.open();
  await bench.follow(news);
  bench.start();
  await bench.publish('entry 1');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 1);
});

test('a running engine survives the loss of every queue key', async () => {
  const bench = await createPostedBench(news, { reconcileEveryMs: 200 });
  const keys = await bench.redis.keys(`${bench.store.queues.prefix}*`);
  await bench.redis.unlink(keys);
  await bench.store.backlogs.put([
    { destination: news, order: 1, item: { kind: 'entry', slug: 'harbour', number: 1 } },
  ]);

  while ((await bench.store.deliveries.backlogSize(news)) > 0);
});

test('on a Redis of its own, what a dead process had under way goes on at once', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(news);
  const taken = takeAndDie(bench);
  await bench.queues.wake([news], 'normal');
  await taken;
  await bench.publish('entry 1');
  bench.start();

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 1, 5_000);
});

test('two runs for one chat at the same time send once', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.follow(chat);
  await bench.store.backlogs.put([{ destination: chat, order: 1, item: { kind: 'card', slug: 'harbour' } }]);
  const runs = [0.1, 0.2, 0.3].map((random) => bench.mailbox(bench.telegram, random));

  await Promise.all(runs.map((run) => run(chat, 0)));
  expect(bench.telegram.calls.filter(({ operation }) => operation === 'send')).toHaveLength(1);
});

test('a stopping engine does not wait for a platform that never answers', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  for (const destination of [news, chat]) await bench.follow(destination);
  const never = new Promise<undefined>(() => undefined);
  bench.discord.answerBy(() => never);
  bench.telegram.answerBy(() => never);
  const engine = bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.calls.length === 1);
  await bench.telegram.waitFor(() => bench.telegram.calls.length === 1);

  await engine.stop();
  expect(await bench.store.deliveries.find(chat, 'harbour', 1)).toMatchObject({ state: 'unknown' });
  expect(await bench.store.deliveries.find(news, 'harbour', 1)).toMatchObject({ state: 'sending' });
});

/** The first call of a kind goes through without an answer; `meanwhile` happens before it is made again. */
function loseFirstAnswer(operation: string, meanwhile: () => Promise<void>) {
  let isFirst = true;
  return async (call: { readonly operation: string }, apply: () => Outcome): Promise<Outcome | undefined> => {
    const isLost = isFirst && call.operation === operation;
    if (!isLost) return undefined;
    isFirst = false;
    apply();
    await meanwhile();
    return { kind: 'retry-later', why: 'Discord did not answer' };
  };
}

/** Takes the next job of the Discord mailboxes as a worker that never finishes it, and goes without a word. */
async function takeAndDie({ store }: ReturnType<typeof createDeliveryBench>): Promise<void> {
  const { connection, prefix } = store.queues;
  await new Promise<void>((resolve) => {
    const worker = new Worker(
      queueNames.mailbox.discord,
      () => {
        resolve(worker.close(true));
        return new Promise(() => undefined);
      },
      { connection, prefix },
    );
  });
}
