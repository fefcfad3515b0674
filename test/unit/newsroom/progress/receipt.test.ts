import { beforeEach, expect, test } from 'vitest';
import type { Delivery } from '../../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../../src/domain/destination.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Reply } from '../../../../src/newsroom/command/answer.ts';
import { type Chat, createChatWithStory, oslo1309 } from '../../../support/fake-newsroom-chat.ts';

const slug = 'lindhavn-ferries';
const entry = `${slug}/1`;
const row = (state: Delivery['state'], revision = 1): Delivery => ({ state, revision, copies: [] });

let chat: Chat;

beforeEach(async () => {
  chat = await createChatWithStory();
  for (const destination of ['discord:1', 'discord:2', 'telegram:-4'] as const) {
    const subscription = { destination, slug, level: 'all', since: oslo1309 } as const;
    await chat.room.subscriptions.put(subscription, `place ${destination}`);
  }
});

async function next({ live }: Reply): Promise<Reply> {
  if (live === undefined) throw new Error('The answer changes no more');
  return live.next();
}

const lineOf = ({ content }: Reply) => plainText(content).split('\n')[1];

test('an editor’s answer goes on telling until all is delivered or explained', async () => {
  const queued = await chat.reply('editor', '/update Bridge closed source:Police');
  expect(lineOf(queued)).toBe('Queued for 3 channels and chats.');
  chat.world.setDelivery('discord:1', entry, row('delivered'));
  chat.world.setWait('telegram:-4', { until: oslo1309 + 60_000, why: 'rate limit' });
  const begun = await next(queued);
  expect(lineOf(begun)).toBe('Delivered 1 of 3 · 2 waiting (Telegram: rate limit until 1:10 p.m.)');

  await chat.dispatcher.rightsChanged('discord:2', { why: 'I may not post there' });
  chat.world.setDelivery('telegram:-4', entry, row('delivered'));
  const done = await next(begun);
  expect(plainText(done.content)).toBe(
    [
      'Published lindhavn-ferries/1 at 1:09 p.m. Oslo time.',
      'Delivered 2 of 3 · 1 paused (place discord:2: I may not post there)',
    ].join('\n'),
  );
  expect(done.live).toBeUndefined();
  expect(done.buttons.map(({ token }) => token)).toEqual(queued.buttons.map(({ token }) => token));
});

test('it looks less and less often, and only where something was still waiting', async () => {
  const asked: (readonly DestinationId[])[] = [];
  const { progress } = chat.room.deliveries;
  Object.assign(chat.room, {
    deliveries: {
      ...chat.room.deliveries,
      progress: (items: Parameters<typeof progress>[0], places: readonly DestinationId[]) => {
        asked.push(places);
        return progress(items, places);
      },
    },
  });
  let reply = await chat.reply('editor', '/update Bridge closed');
  chat.world.setDelivery('discord:1', entry, row('unknown'));
  const pauses: number[] = [];
  for (const _ of Array.from({ length: 10 })) {
    pauses.push(reply.live?.afterMs ?? 0);
    reply = await next(reply);
  }
  expect(asked[0]).toHaveLength(3);
  expect(asked.slice(1)).toEqual(Array.from({ length: 9 }, () => ['discord:2', 'telegram:-4']));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect([pauses[0], pauses.at(-1)]).toEqual([2_000, 30_000]);
  expect(lineOf(reply)).toBe('Delivered 0 of 3 · 2 waiting · 1 unknown (place discord:1)');
});

test('an edit has one as well, which counts the new revision alone', async () => {
  await chat.say('editor', '/update Bridge closed');
  for (const id of ['discord:1', 'discord:2', 'telegram:-4'] as const)
    chat.world.setDelivery(id, entry, row('delivered'));
  const edited = await chat.reply('editor', `/edit ${entry} Bridge open`);
  const begun = await next(edited);
  expect(lineOf(begun)).toBe('Delivered 0 of 3 · 3 waiting');
  for (const id of ['discord:1', 'discord:2', 'telegram:-4'] as const)
    chat.world.setDelivery(id, entry, row('delivered', 2));
  expect(lineOf(await next(begun))).toBe('Delivered 3 of 3');
});

test('an answer stays as it is where nothing is on its way', async () => {
  const scheduled = await chat.reply('editor', '/update Later at:18:00');
  expect(scheduled.live).toBeUndefined();
  for (const id of ['discord:1', 'discord:2', 'telegram:-4'] as const)
    await chat.room.subscriptions.remove(id, slug);
  expect((await chat.reply('editor', '/update To nobody')).live).toBeUndefined();
});
