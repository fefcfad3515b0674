import { beforeEach, expect, test } from 'vitest';
import { latest } from '../../../../src/domain/entry.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Reply } from '../../../../src/newsroom/command/answer.ts';
import { type Chat, createChatWithStory, delivered, newsPlace } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('chief', '/subscribe lindhavn-ferries');
  await chat.say('editor', '/update Bridge closd source:police\nThe body.');
});

const cut = { mayBeCut: true } as const;
const textOf = ({ content }: Reply) => plainText(content);
const story = () => chat.room.stories.entry('lindhavn-ferries', 1);

async function text() {
  const entry = await story();
  return entry && latest(entry).text;
}

/** Presses the only button. */
function confirm({ buttons }: Reply): Promise<Reply> {
  expect(buttons.map(({ label }) => label)).toEqual(['It is whole']);
  return chat.dispatcher.press(buttons[0]?.token ?? '', chat.call('editor'));
}

test('goes on with the message that the command answered', async () => {
  chat.world.setDelivery(newsPlace.destination, 'lindhavn-ferries/1', delivered);
  const asked = await chat.dispatcher.execute(
    { path: ['edit'], input: { body: 'A new body, and\nmore of it' } },
    chat.call('editor', { aboutMessageId: 'm1', ...cut }),
  );
  expect(textOf(asked)).toBe(
    'Your message is so long that the app may have cut it in two; only the part with the command is read. ' +
      'Its text ends with “A new body, and more of it”.\n' +
      'Nothing was changed. Press the button if that is its end; if it is not, send a shorter text.',
  );
  expect(await text()).toMatchObject({ body: 'The body.' });
  expect(textOf(await confirm(asked))).toContain('Edited lindhavn-ferries/1');
  expect(await text()).toMatchObject({ body: 'A new body, and\nmore of it' });
});

test('goes on with what the form held: what somebody else has changed since is not overwritten', async () => {
  const opened = await chat.dispatcher.openForm(
    { path: ['edit'], input: { entry: '1' } },
    chat.call('editor'),
  );
  const token = opened && 'token' in opened ? opened.token : '';
  const asked = await chat.dispatcher.submitForm(token, { body: 'Mine.' }, chat.call('editor', cut));
  await chat.say('chief', '/edit 1\nTheirs.');
  expect(textOf(await confirm(asked))).toContain('Theirs.');
  expect(await text()).toMatchObject({ body: 'Theirs.' });
});

test('asks nothing of what cannot be done anyway, nor of a command without a text', async () => {
  const refused = await chat.run('editor', 'edit', { entry: '1', headline: 'x'.repeat(101) }, cut);
  expect(refused).toContain('headline: has 101 characters');
  expect(await chat.run('stranger', 'edit', { entry: '1', body: 'B' }, cut)).toContain('You need to be');
  expect(await chat.run('editor', 'status', { entry: '1' }, cut)).not.toContain('may have cut it');
});

test('does it once, however often the button is pressed', async () => {
  const asked = await chat.reply('editor', '/edit 1 Bridge closed', cut);
  await confirm(asked);
  await confirm(asked);
  expect((await story())?.revisions).toHaveLength(2);
});
