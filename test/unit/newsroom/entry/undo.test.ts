import { beforeEach, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { publishScheduled } from '../../../../src/newsroom/entry/publish-scheduled.ts';
import { type Chat, createChatWithStory, oslo1309 } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const name = 'lindhavn-ferries/1';
const entry = () => chat.room.stories.entry('lindhavn-ferries', 1);
const fire = () => publishScheduled(chat.room, { slug: 'lindhavn-ferries', number: 1 }, `publish:${name}`);

beforeEach(async () => {
  chat = await createChatWithStory();
  chat.world.settings.undoMs = 12_000;
  await chat.room.subscriptions.put(
    { destination: 'discord:1', slug: 'lindhavn-ferries', level: 'all', since: oslo1309 },
    '#one',
  );
});

test('an update waits for its time to undo, counted down in the answer, and is published then', async () => {
  const first = await chat.reply('editor', '/update Bridge closed key:"It is closed" source:Police');
  expect(plainText(first.content)).toBe(`${name} goes out in 12 seconds.`);
  expect(first.buttons.map(({ label }) => label)).toEqual(['Undo 12 s']);
  expect(chat.world.asked).toEqual([`publish ${name} at 2026-02-25T12:09:12.000Z`]);
  expect(chat.world.outbox).toEqual([]);
  expect((await chat.room.stories.find('lindhavn-ferries'))?.keyDevelopments).toEqual([]);

  chat.world.now += 11_999;
  await fire();
  const second = await first.live?.next();
  expect(plainText(second?.content ?? [])).toBe(`${name} goes out in 1 second.`);
  chat.world.now += 1;
  await fire();
  expect(await entry()).toMatchObject({ status: 'usable', publishedAt: oslo1309 + 12_000 });
  expect((await entry())?.undoable).toBeUndefined();
  expect((await chat.room.stories.find('lindhavn-ferries'))?.keyDevelopments).toHaveLength(1);
  const third = await second?.live?.next();
  expect(plainText(third?.content ?? [])).toContain(`Published ${name} at 1:09 p.m. Oslo time.`);
});

test('is taken back by its button: nobody gets it, and the text comes back', async () => {
  const { buttons, live } = await chat.reply('editor', '/update Bridge closed source:Police\nAt noon.');
  chat.world.now += 11_000;
  const { content } = await chat.dispatcher.press(buttons[0]?.token ?? '', chat.call('editor'));
  expect(plainText(content)).toBe(
    `Cancelled ${name}. Nobody has seen it, and nobody will. Its text:\n\nBridge closed\nsource: Police\nAt noon.`,
  );
  chat.world.now += 2_000;
  await fire();
  expect((await entry())?.status).toBe('killed');
  expect(chat.world.outbox).toEqual([]);
  expect(plainText((await live?.next())?.content ?? [])).toBe(`${name} was taken back. Nobody has seen it.`);
});

test('is not taken back once it is out', async () => {
  const { buttons } = await chat.reply('editor', '/update Bridge closed');
  chat.world.now += 12_000;
  await fire();
  const { content } = await chat.dispatcher.press(buttons[0]?.token ?? '', chat.call('editor'));
  expect(plainText(content)).toContain(
    `${name} is published already. Put it right with /correct entry:${name}`,
  );
});

test.each([
  ['a flash', '/update Bridge closed urgency:flash', 'usable'],
  ['a scheduled update', '/update Bridge closed at:18:00', 'scheduled'],
])('%s has no such time', async (_, line, status) => {
  const { live, buttons } = await chat.reply('editor', line);
  expect((await entry())?.status).toBe(status);
  expect((await entry())?.undoable).toBeUndefined();
  expect(buttons.map(({ label }) => label).join()).not.toContain('Undo');
  expect(plainText((await live?.next())?.content ?? [])).not.toContain('goes out in');
});

test('a sixth key development is refused at once, not when the time is over', async () => {
  chat.world.settings.undoMs = 0;
  for (const number of [1, 2, 3, 4, 5]) await chat.say('editor', `/update U${number} key:K${number}`);
  chat.world.settings.undoMs = 12_000;
  expect(await chat.say('editor', '/update U6 key:K6')).toContain('Nothing was published.');
});
