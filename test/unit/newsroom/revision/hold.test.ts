import { beforeEach, expect, test } from 'vitest';
import { type Chat, createChatWithCopy } from '../../../support/fake-newsroom-chat.ts';

const slug = 'lindhavn-ferries';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithCopy('/update Talks fail source:police key:"Talks fail again"\nThe body.', 71);
});

const story = () => chat.room.stories.find(slug);
const entry = () => chat.room.stories.entry(slug, 1);

test('a hold takes the entry and its key development out in one change, and a release offers to put it back', async () => {
  expect(await chat.say('editor', '/hold 1 the ministry denies it')).toBe(
    'lindhavn-ferries/1 is on hold since 2:20 p.m. Oslo time.\n' +
      'Its copies in 1 channel or chat say now that it is being checked.\n' +
      'Its key development was taken out: “Talks fail again”.',
  );
  expect((await entry())?.status).toBe('held');
  expect(await story()).toMatchObject({ keyDevelopments: [], keyDevelopmentsAt: chat.world.now });
  expect(chat.world.outbox).toEqual([{ slug, event: { kind: 'entry', number: 1, urgency: 'flash' } }]);

  const released = await chat.reply('editor', '/release 1');
  expect(released.buttons.map(({ label }) => label)).toEqual(['Make it a key development again', 'Status']);
  expect((await entry())?.status).toBe('usable');
  expect((await story())?.keyDevelopments).toEqual([]);
  await chat.dispatcher.press(released.buttons[0]?.token ?? '', chat.call('editor'));
  expect((await story())?.keyDevelopments).toEqual([{ text: 'Talks fail again', entry: 1 }]);
});

test('finds the entry by the message that it answers, also by that of a correction', async () => {
  expect(await chat.run('editor', 'hold', {}, { aboutMessageId: 'm1' })).toContain(
    'lindhavn-ferries/1 is on hold',
  );
  expect(await chat.run('editor', 'release', {}, { aboutMessageId: 'm9' })).toContain(
    'I do not know that message',
  );
});

test('what the status does not allow is refused with the way out', async () => {
  const remedy = (words: string) => `${words} Nothing was changed.`;
  expect(await chat.say('editor', '/release 1')).toBe(
    remedy('lindhavn-ferries/1 is not on hold. To put it on hold, send /hold entry:lindhavn-ferries/1.'),
  );
  await chat.say('editor', '/hold 1');
  expect(await chat.say('editor', '/hold 1')).toBe(
    remedy(
      'lindhavn-ferries/1 is on hold already. To let it out again, send /release entry:lindhavn-ferries/1.',
    ),
  );
  await chat.say('editor', '/update Later at:"tomorrow 9am"');
  expect(await chat.say('editor', '/release 2')).toContain('lindhavn-ferries/2 is not published yet.');
  expect(await chat.say('reporter', '/hold 1')).toContain('You need to be an editor to use /hold');
});

test('the same call twice holds once', async () => {
  const first = await chat.say('editor', '/hold 1', { id: 'telegram:7' });
  expect(await chat.say('editor', '/hold 1', { id: 'telegram:7' })).toBe(first);
  expect((await entry())?.revisions).toHaveLength(2);
});
