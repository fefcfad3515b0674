import { beforeEach, expect, test } from 'vitest';
import type { Delivery } from '../../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../../src/domain/destination.ts';
import { type Chat, createChat, createChatWithStory, oslo1309 } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;

const row = (state: Delivery['state'], revision = 1): Delivery => ({ state, revision, copies: [] });

async function follow(...ids: readonly DestinationId[]) {
  for (const id of ids) {
    const subscription = {
      destination: id,
      slug: 'lindhavn-ferries',
      level: 'all',
      since: oslo1309,
    } as const;
    await chat.room.subscriptions.put(subscription, `place ${id}`);
  }
}

beforeEach(async () => {
  chat = await createChatWithStory();
  await follow(
    'discord:1',
    'discord:2',
    'discord:3',
    'telegram:-4',
    'telegram:-5',
    'telegram:-6',
    'telegram:-7',
  );
  await chat.say('editor', '/update Bridge closed');
});

test('counts what became of an update in every place', async () => {
  chat.world.setDelivery('discord:1', 'lindhavn-ferries/1', row('delivered'));
  chat.world.setDelivery('discord:2', 'lindhavn-ferries/1', row('delivered', 0));
  chat.world.setDelivery('telegram:-4', 'lindhavn-ferries/1', row('unknown'));
  chat.world.setDelivery('telegram:-5', 'lindhavn-ferries/1', row('refused'));
  chat.world.setDelivery('telegram:-6', 'lindhavn-ferries/1', row('sending'));
  chat.world.setDelivery('telegram:-7', 'lindhavn-ferries/1', row('delivered'));
  await chat.dispatcher.rightsChanged('discord:3', { why: 'I may not post there' });
  await chat.dispatcher.rightsChanged('telegram:-7', { why: 'I was removed' });
  chat.world.setWait('discord:2', { until: oslo1309 + 60_000, why: 'rate limit' });
  chat.world.setWait('telegram:-6', { until: oslo1309 - 1, why: 'a wait that is over' });
  expect(await chat.say('editor', '/status lindhavn-ferries/1')).toBe(
    [
      'lindhavn-ferries/1: Bridge closed (1:09 p.m. Oslo time)',
      'Delivered 2 of 7 · 2 waiting (Discord: rate limit until 1:10 p.m.) · 1 paused (place discord:3: I may not post there) · 1 refused by the platform (place telegram:-5) · 1 unknown (place telegram:-4)',
    ].join('\n'),
  );
});

test('reports on the newest updates of a story', async () => {
  await chat.say('editor', '/update Later at:18:00');
  chat.world.setDelivery('discord:1', 'lindhavn-ferries/1', row('delivered'));
  const said = await chat.say('editor', '/status lindhavn-ferries');
  expect(said).toContain('Lindhavn ferry strike · live · followed by 7 channels and chats');
  expect(said).toContain(
    'lindhavn-ferries/2 (scheduled for 6 p.m. Oslo time)\nNothing is sent before its time.',
  );
  expect(said).toContain('lindhavn-ferries/1 (1:09 p.m. Oslo time)\nDelivered 1 of 7 · 6 waiting');
});

test('reports on everything', async () => {
  chat.world.waiting.discord = 4;
  await chat.dispatcher.rightsChanged('discord:3', { why: 'I may not post there' });
  const { content, buttons } = await chat.reply('editor', '/status');
  const said = JSON.stringify(content);
  expect(said).toContain('Live: 1 story');
  expect(said).toContain('Lindhavn ferry strike (lindhavn-ferries) · 1 update');
  expect(said).toContain('Waiting to be delivered: 4 on Discord · 0 on Telegram.');
  expect(said).toContain('1 paused (place discord:3: I may not post there)');
  expect(buttons.map(({ label }) => label)).toEqual(['Try now: place discord:3', 'Refresh']);
});

test('says why places wait whose platform does not answer, also while the next call hangs', async () => {
  const failed = (at: number, why: string) => ({ until: oslo1309 + at, why, isFailure: true }) as const;
  chat.world.setWait('discord:1', failed(60_000, 'Discord did not answer'));
  chat.world.setWait('discord:2', failed(-1, 'Discord did not answer'));
  chat.world.setWait('telegram:-4', failed(-1, 'Telegram cannot be reached'));
  expect(await chat.say('editor', '/status lindhavn-ferries/1')).toContain(
    'Delivered 0 of 7 · 7 waiting (Discord did not answer, next try at 1:10 p.m.; Telegram cannot be reached, being tried again)',
  );
  await chat.say('editor', '/update Later at:18:00');
  expect(await chat.say('editor', '/status')).toContain(
    '3 held up (Discord did not answer; Telegram cannot be reached)\nNo place is paused.',
  );

  for (const { destination } of await chat.room.subscriptions.ofStory('lindhavn-ferries'))
    chat.world.setDelivery(destination, 'lindhavn-ferries/1', row('delivered'));
  expect(await chat.say('editor', '/status')).not.toContain('held up');
});

test('names what is stuck anywhere, and leads to it', async () => {
  chat.world.setDelivery('telegram:-4', 'lindhavn-ferries/1', row('unknown'));
  chat.world.setDelivery('telegram:-5', 'lindhavn-ferries/1', row('refused'));
  const { content, buttons } = await chat.reply('editor', '/status');
  expect(JSON.stringify(content)).toContain('lindhavn-ferries/1 is stuck in 2 channels and chats.');
  expect(buttons.map(({ label }) => label)).toEqual(['Status of lindhavn-ferries/1', 'Refresh']);
  const ofStory = await chat.reply('editor', '/status story:lindhavn-ferries');
  expect(ofStory.buttons.map(({ label }) => label)).toEqual(['Status of lindhavn-ferries/1', 'Refresh']);
});

test('offers to settle each place where an update is stuck, or all where there are many', async () => {
  chat.world.setDelivery('telegram:-4', 'lindhavn-ferries/1', row('unknown'));
  chat.world.setDelivery('telegram:-5', 'lindhavn-ferries/1', row('stale'));
  const { buttons } = await chat.reply('editor', '/status lindhavn-ferries/1');
  expect(buttons.map(({ label }) => label)).toEqual([
    'It arrived: place telegram:-4',
    'Send again: place telegram:-4',
    'Send again: place telegram:-5',
    'Refresh',
  ]);
  await chat.dispatcher.press(buttons[1]?.token ?? '', chat.call('editor'));
  const settled = await chat.room.deliveries.find('telegram:-4', 'lindhavn-ferries', 1);
  expect(settled).toMatchObject({ state: 'partial', copies: [] });

  for (const id of ['discord:1', 'discord:2', 'discord:3', 'telegram:-4', 'telegram:-5'] as const)
    chat.world.setDelivery(id, 'lindhavn-ferries/1', row('unknown'));
  const many = await chat.reply('editor', '/status lindhavn-ferries/1');
  expect(many.buttons.map(({ label }) => label)).toEqual(['Send all again', 'Refresh']);
});

test('says that nothing is going on', async () => {
  chat = await createChat();
  const said = await chat.say('editor', '/status');
  expect(said).toContain('No story is live.');
  expect(said).toContain('No place is paused.');
});

test.each([
  ['/status lindhavn-ferries/9', 'There is no update lindhavn-ferries/9.'],
  ['/status nowhere', 'There is no story “nowhere”.'],
])('refuses %s', async (line, sentence) => {
  expect(await chat.say('editor', line)).toContain(sentence);
});

test('names ten paused places and counts the rest', async () => {
  const ids = Array.from({ length: 12 }, (_, index): DestinationId => `discord:9${index}`);
  await follow(...ids);
  for (const id of ids) await chat.dispatcher.rightsChanged(id, { why: 'gone' });
  expect(await chat.say('editor', '/status lindhavn-ferries/1')).toMatch(/12 paused \(.*; 2 more\)/);
});
