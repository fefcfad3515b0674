import { beforeEach, expect, test } from 'vitest';
import { publishScheduled } from '../../../../src/newsroom/entry/publish-scheduled.ts';
import { type Chat, createChatWithStory } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const due = Date.parse('2026-02-25T17:00:00Z');
const one = { slug: 'lindhavn-ferries', number: 1 };
const publish = () => publishScheduled(chat.room, one, 'publish:lindhavn-ferries/1');
const entry = () => chat.room.stories.entry('lindhavn-ferries', 1);

beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('editor', '/update Bridge opens at:18:00 urgency:flash key:"It opens"');
  chat.world.asked.length = 0;
});

test('publishes once when the time has come, with its key development', async () => {
  chat.world.now = due + 250;
  await publish();
  chat.world.now += 60_000;
  await publish();
  expect(await entry()).toMatchObject({ status: 'usable', publishedAt: due + 250, key: true });
  expect((await entry())?.revisions.map(({ signal }) => signal)).toEqual(['new', 'release']);
  expect((await chat.room.stories.find('lindhavn-ferries'))?.keyDevelopments).toEqual([
    { text: 'It opens', entry: 1 },
  ]);
  expect(chat.world.outbox.map(({ event }) => event)).toEqual([
    { kind: 'entry', number: 1, urgency: 'flash' },
  ]);
  expect(chat.world.asked).toEqual(['changed lindhavn-ferries flash']);
  expect(chat.world.deskHeard).toEqual([]);
});

test('takes a timer that is a moment early for punctual', async () => {
  chat.world.now = due - 3;
  await publish();
  expect(await entry()).toMatchObject({ status: 'usable', publishedAt: due });
});

test('does nothing before the time, or for what does not exist', async () => {
  await publish();
  await publishScheduled(chat.room, { slug: 'nowhere', number: 1 }, 'x');
  expect((await entry())?.status).toBe('scheduled');
  expect(chat.world.outbox).toEqual([]);
});

test('publishes the words as they are by then', async () => {
  await chat.say('editor', '/edit lindhavn-ferries/1 Bridge opens at last');
  chat.world.now = due;
  await publish();
  expect((await entry())?.revisions.at(-1)?.text.headline).toBe('Bridge opens at last');
});

test('publishes nothing in a closed story, and tells the desk', async () => {
  await chat.say('chief', '/story close');
  chat.world.now = due;
  await publish();
  expect((await entry())?.status).toBe('scheduled');
  expect(chat.world.deskHeard).toEqual([
    'lindhavn-ferries/1 was due at 6 p.m. Oslo time and was not published: its story is closed.\nA chief reopens it with /story reopen story:lindhavn-ferries.',
  ]);
});

test('lets a story that is closed at the very moment stay closed', async () => {
  chat.world.now = due;
  chat.world.meanwhile = async () => {
    await chat.say('chief', '/story close');
  };
  await publish();
  expect((await entry())?.status).toBe('scheduled');
});

test('tells the desk when there is no room for its key development', async () => {
  for (const number of [1, 2, 3, 4, 5]) await chat.say('editor', `/update U${number} key:K${number}`);
  chat.world.now = due;
  await publish();
  expect((await entry())?.status).toBe('usable');
  expect(chat.world.deskHeard).toEqual([
    'lindhavn-ferries/1 was published, but not as a key development: lindhavn-ferries has five already.',
  ]);
});
