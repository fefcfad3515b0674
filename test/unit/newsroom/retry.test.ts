import { beforeEach, expect, test } from 'vitest';
import type { Delivery } from '../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { type Chat, createChatWithStory, oslo1309 } from '../../support/fake-newsroom-chat.ts';

let chat: Chat;

const entry = 'lindhavn-ferries/1';
const row = (state: Delivery['state']): Delivery => ({ state, revision: 1, copies: [] });
const rowIn = (id: DestinationId) => chat.room.deliveries.find(id, 'lindhavn-ferries', 1);

beforeEach(async () => {
  chat = await createChatWithStory();
  for (const destination of ['discord:1', 'telegram:-4', 'telegram:-5'] as const) {
    const subscription = { destination, slug: 'lindhavn-ferries', level: 'all', since: oslo1309 } as const;
    await chat.room.subscriptions.put(subscription, `Place ${destination}`);
  }
  await chat.say('editor', '/update Bridge closed');
  chat.world.setDelivery('discord:1', entry, row('delivered'));
});

test('sends an update again everywhere where it is stuck, and wakes those places', async () => {
  chat.world.setDelivery('telegram:-4', entry, row('unknown'));
  chat.world.setDelivery('telegram:-5', entry, row('stale'));
  expect(await chat.say('editor', `/retry ${entry}`)).toContain(
    `${entry} is being sent again to 2 channels and chats.`,
  );
  expect(chat.world.asked).toEqual(expect.arrayContaining(['wake telegram:-4', 'wake telegram:-5']));
  expect(chat.world.asked).not.toContain('wake discord:1');
  expect(await rowIn('telegram:-4')).toMatchObject({ state: 'partial', copies: [] });
});

test('takes note that it arrived in the place that was named', async () => {
  chat.world.setDelivery('telegram:-4', entry, row('unknown'));
  chat.world.setDelivery('telegram:-5', entry, row('unknown'));
  const said = await chat.say('editor', `/retry ${entry} arrived:yes place:"place telegram:-4"`);
  expect(said).toContain(`Noted: ${entry} arrived in Place telegram:-4.`);
  expect(await rowIn('telegram:-4')).toMatchObject({ state: 'partial', copies: [{ messageId: '-' }] });
  expect(await rowIn('telegram:-5')).toMatchObject({ state: 'unknown' });
});

test('refuses where nothing is stuck, and names the places where something is', async () => {
  expect(await chat.say('editor', `/retry ${entry}`)).toContain(`${entry} is stuck nowhere.`);
  chat.world.setDelivery('telegram:-4', entry, row('refused'));
  expect(await chat.say('editor', `/retry ${entry} place:telegram:-5`)).toContain(
    'It is in Place telegram:-4.',
  );
});
