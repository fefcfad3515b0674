import { beforeEach, expect, test } from 'vitest';
import {
  type Chat,
  createChatWithStory,
  newsPlace,
  type Speaker,
} from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
  chat.world.now += 1_000;
  await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
  await chat.say('chief', '/story close harbour-fire');
  chat.world.now += 1_000;
  await chat.say('editor', '/story open title:"Harbour talks" timezone:Europe/Oslo');
});

async function suggest(who: Speaker, path: string, option: string, typed = '') {
  return chat.dispatcher.suggest({ path: path.split(' '), input: {} }, option, typed, chat.call(who));
}

test('stories, live ones first, found by slug or headline', async () => {
  expect(await suggest('stranger', 'digest', 'story')).toEqual([
    { label: 'Harbour talks · harbour-talks', value: 'harbour-talks' },
    { label: 'Lindhavn ferry strike · lindhavn-ferries', value: 'lindhavn-ferries' },
    { label: 'Harbour fire (closed) · harbour-fire', value: 'harbour-fire' },
  ]);
  const found = await suggest('stranger', 'digest', 'story', 'FERRY');
  expect(found.map(({ value }) => value)).toEqual(['lindhavn-ferries']);
});

test('entries of live stories, newest first, at most 25 and without withdrawn ones', async () => {
  for (let number = 1; number <= 30; number += 1) {
    chat.world.now += 1_000;
    await chat.say('editor', `/update lindhavn-ferries Update ${number} ${'x'.repeat(80)}`);
  }
  await chat.room.stories.change(
    { slug: 'lindhavn-ferries', entry: 30, callId: 'k' },
    ({ story, entry }) => ({
      story,
      events: [],
      ...(entry && { entry: { ...entry, status: 'killed' as const } }),
    }),
  );
  const found = await suggest('editor', 'edit', 'entry');
  expect(found).toHaveLength(25);
  expect(found[0]?.value).toBe('lindhavn-ferries/29');
  expect(found[0]?.label.length).toBe(100);
  expect(found[0]?.label).toMatch(/^lindhavn-ferries\/29 Update 29 x+…$/);
  expect((await suggest('editor', 'edit', 'entry', 'lindhavn-ferries/3')).map(({ value }) => value)).toEqual([
    'lindhavn-ferries/3',
  ]);
});

test('nothing for people who may not use the command, and for other options', async () => {
  await chat.say('editor', '/update lindhavn-ferries One');
  expect(await suggest('stranger', 'edit', 'entry')).toEqual([]);
  expect(await suggest('stranger', 'update', 'story')).toEqual([]);
  expect(await suggest('stranger', 'subscribe', 'story')).toEqual([]);
  expect(await suggest('editor', 'update', 'headline')).toEqual([]);
  expect(await suggest('editor', 'nonsense', 'story')).toEqual([]);
  const call = chat.call('stranger', { manages: [newsPlace.destination] });
  expect(
    await chat.dispatcher.suggest({ path: ['subscribe'], input: {} }, 'story', 'talks', call),
  ).toHaveLength(1);
});
