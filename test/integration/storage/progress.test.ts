import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import type { StoryItem } from '../../../src/domain/backlog-item.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createProgressReader } from '../../../src/storage/progress.ts';
import { testStore } from '../../support/store.ts';

const slug = 'harbour';
const items = [
  { kind: 'entry', slug, number: 1 },
  { kind: 'correction', slug, number: 1, revision: 2 },
] as const satisfies readonly StoryItem[];
const news: DestinationId = 'discord:100';
const chat: DestinationId = 'telegram:-200';

test('tells how places stand and what they have, in the order in which they were asked for', async () => {
  const { subscriptions, deliveries, backlogs } = testStore();
  await subscriptions.put({ destination: news, slug, level: 'all', since: 0 }, '#news');
  await subscriptions.put({ destination: chat, slug, level: 'all', since: 0 }, 'Harbour');
  await subscriptions.setState(chat, { kind: 'paused', why: 'I was removed', since: 5 });
  const delivered = { state: 'delivered', revision: 2, copies: [] } as const;
  const unknown = { state: 'unknown', revision: 0, copies: [] } as const;
  await backlogs.record(news, { item: items[0] }, delivered);
  await backlogs.record(chat, { item: items[1] }, unknown);
  const wait = { until: Date.now() + 60_000, why: 'rate limit' };
  await backlogs.noteWait(news, wait);

  expect(await deliveries.progress(items, [chat, news, 'discord:nobody'])).toEqual([
    {
      destination: chat,
      name: 'Harbour',
      state: { kind: 'paused', why: 'I was removed', since: 5 },
      deliveries: [undefined, unknown],
    },
    { destination: news, name: '#news', state: { kind: 'active' }, wait, deliveries: [delivered, undefined] },
    {
      destination: 'discord:nobody',
      name: 'discord:nobody',
      state: { kind: 'active' },
      deliveries: [undefined, undefined],
    },
  ]);
  expect(await deliveries.progress([], [news])).toMatchObject([{ name: '#news', deliveries: [] }]);
});

test('asks for hundreds of places before it waits for an answer', async () => {
  const { records, keys } = testStore();
  let waiting = 0;
  let most = 0;
  const watched = {
    async get(key: string) {
      waiting += 1;
      most = Math.max(most, waiting);
      const value = await records.get(key);
      waiting -= 1;
      return value;
    },
    hmget: (key: string, ...fields: string[]) => records.hmget(key, ...fields),
  };
  // The reader calls them in these forms alone.
  const progress = createProgressReader(watched as Pick<Redis, 'get' | 'hmget'>, keys);
  const places = Array.from({ length: 1_200 }, (_, index): DestinationId => `discord:${index}`);
  expect(await progress(items, places)).toHaveLength(1_200);
  expect(most).toBe(1_000);
});
