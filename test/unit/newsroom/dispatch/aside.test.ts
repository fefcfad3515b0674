import { beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Call, Place, RawInput } from '../../../../src/newsroom/command/call.ts';
import {
  type Chat,
  createChatWithStory,
  harbourPlace,
  newsPlace,
} from '../../../support/fake-newsroom-chat.ts';

const group: Place = { destination: 'telegram:-300', name: 'Coast', kind: 'group' };
const topic: Place = { destination: 'telegram:-300:7', name: 'Ferries in Coast', kind: 'group' };
const alone: Place = { destination: 'telegram:4', name: 'Private chat with Siri', kind: 'private' };
const line = '/update lindhavn-ferries Ferries sail again';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
});

const refusedIn = (place: Place) => chat.reply('stranger', line, { place });

/** What is said in the place where somebody cannot be told alone. */
async function otherwise(place: Place, by?: Call['by']): Promise<string | undefined> {
  const invocation = { path: ['update'], input: { story: 'lindhavn-ferries', headline: 'Secret words' } };
  const call = { ...chat.call('stranger', { place }), ...(by && { by }) };
  const reply = await chat.dispatcher.execute(invocation, call);
  const said = await reply.aside?.otherwise();
  return said && plainText(said.content);
}

test('a refusal goes aside in a channel on Telegram, and in a group or forum that follows a story', async () => {
  expect((await refusedIn(harbourPlace)).aside).toBeDefined();
  expect((await refusedIn(group)).aside).toBeUndefined();
  await chat.say('chief', '/subscribe lindhavn-ferries', { place: topic });
  expect((await refusedIn(group)).aside).toBeDefined();
  expect((await refusedIn(topic)).aside).toBeDefined();
});

test('it does not where the newsroom is by itself, nor on Discord, where one person sees it', async () => {
  for (const place of [group, newsPlace]) await chat.say('chief', '/subscribe lindhavn-ferries', { place });
  await chat.say('chief', '/desk', { place: topic });
  for (const place of [group, topic, alone, newsPlace])
    expect((await refusedIn(place)).aside).toBeUndefined();
});

test('what was done is answered where it was asked for', async () => {
  await chat.say('chief', '/subscribe lindhavn-ferries', { place: group });
  expect((await chat.reply('editor', line, { place: group })).aside).toBeUndefined();
});

describe('what is done for a channel on Telegram by a post in it', () => {
  const { destination, name } = harbourPlace;
  const post = (path: string, input: RawInput = {}) => {
    const call = { ...chat.call('stranger', { place: harbourPlace, manages: [destination] }) };
    return chat.dispatcher.execute({ path: [path], input }, { ...call, by: { id: destination, name } });
  };
  const deskHeard = () => chat.world.deskHeard.at(-1);

  test('is answered aside, and in the channel by the card alone', async () => {
    const reply = await post('subscribe', { story: 'lindhavn-ferries' });
    expect(plainText(reply.content)).toContain('Harbour News follows Lindhavn ferry strike');
    expect(reply.aside).toBeDefined();
    expect(await reply.aside?.otherwise()).toBeUndefined();
  });

  test('is answered at the desk when nobody can be told alone', async () => {
    await chat.say('chief', '/desk', { place: newsPlace });
    const reply = await post('subscribe', { story: 'lindhavn-ferries' });
    expect(await reply.aside?.otherwise()).toBeUndefined();
    expect(deskHeard()).toMatch(
      /^A command was posted in Harbour News, and I do not see who wrote it\. My answer:.*Harbour News follows/s,
    );
    expect(await (await post('unsubscribe')).aside?.otherwise()).toBeUndefined();
    expect(deskHeard()).toContain('Harbour News does not follow lindhavn-ferries any more.');
  });

  test('is answered there after all when nothing else shows it and nobody can be told', async () => {
    await post('subscribe', { story: 'lindhavn-ferries' });
    const listed = await post('subscriptions');
    const ended = await post('unsubscribe');
    expect(plainText((await listed.aside?.otherwise())?.content ?? [])).toContain('Harbour News follows');
    expect(plainText((await ended.aside?.otherwise())?.content ?? [])).toContain('does not follow');
  });

  test('is answered there where the channel is the desk, and where anybody asks what readers may read', async () => {
    expect((await post('digest')).aside).toBeUndefined();
    await chat.say('chief', '/desk', { place: harbourPlace });
    expect((await post('subscribe', { story: 'lindhavn-ferries' })).aside).toBeUndefined();
  });

  test('is not said to have failed when the records are away afterwards', async () => {
    const { desks } = chat.room.staff;
    chat.room.staff.desks = () => Promise.reject(new Error('away'));
    const reply = await post('subscribe', { story: 'lindhavn-ferries' });
    chat.room.staff.desks = desks;
    expect(plainText(reply.content)).toContain('Harbour News follows');
  });
});

test('a bad value and what cannot be read go aside as well', async () => {
  const bad = await chat.reply('editor', `${line} at:25:10`, { place: harbourPlace });
  expect(plainText(bad.content)).toContain('Ferries sail again');
  expect(bad.aside).toBeDefined();
  const misread = await chat.dispatcher.refuse(
    'Say which.',
    'a b',
    chat.call('editor', { place: harbourPlace }),
  );
  expect(misread.aside).toBeDefined();
});

test('who cannot be told alone reads one line that gives nothing back', async () => {
  const said = await otherwise(harbourPlace);
  expect(said).toMatch(/^You need to be an editor.* Nothing was published\.\nWrite to me in private once/);
  expect(said).not.toContain('Secret words');
});

test('a command of nobody in particular is told at the desk with its text, if there is a desk', async () => {
  const { destination, name } = harbourPlace;
  const by = { id: destination, name };
  expect(await otherwise(harbourPlace, by)).toMatch(/^You need to be an editor.* Nothing was published\.$/);
  await chat.say('chief', '/desk', { place: newsPlace });
  expect(await otherwise(harbourPlace, by)).toBeUndefined();
  const [notice] = [...chat.world.notices.values()].slice(-1);
  expect(notice?.text).toMatch(
    /^A command that was posted in Harbour News was refused, and I do not see who wrote it:.*Secret words/s,
  );
});

test('a question about the place stays there: elsewhere its buttons would mean another one', async () => {
  await chat.say('chief', '/subscribe lindhavn-ferries', { place: group });
  const asked = await chat.reply('stranger', '/digest lindhavn-ferries since:"2025-10-26 02:30"', {
    place: group,
  });
  expect(asked.buttons.length).toBeGreaterThan(0);
  expect(asked.aside).toBeUndefined();
});
