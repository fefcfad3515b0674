import { beforeEach, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Reply } from '../../../../src/newsroom/command/answer.ts';
import { type Chat, createChatWithStory, harbourPlace } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const hourMs = 3_600_000;
beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('editor', '/update Pilots walk out\nThey left at dawn.');
  chat.world.now += 3 * hourMs;
  await chat.say('editor', '/update Talks begin\nBoth sides came.');
  chat.world.now += 60_000;
});

test('tells anyone the story so far, newest first', async () => {
  const said = await chat.say('stranger', '/digest');
  expect(said).toContain('All times Oslo time');
  expect(said.indexOf('Talks begin')).toBeLessThan(said.indexOf('Pilots walk out'));
  expect(said).toContain('They left at dawn.');
});

test.each(['since:2h', 'since:"3 pm"', 'since:15:00'])('tells what is new with %s', async (since) => {
  const said = await chat.say('stranger', `/digest lindhavn-ferries ${since}`);
  expect(said).toContain('Talks begin');
  expect(said).not.toContain('Pilots walk out');
});

test('last counts from the digest before, for each reader', async () => {
  expect(await chat.say('stranger', '/digest since:last')).toContain('Pilots walk out');
  expect(await chat.say('stranger', '/digest since:last')).toContain('No updates since 4:10 p.m. Oslo time');
  chat.world.now += 60_000;
  await chat.say('editor', '/update A deal');
  const said = await chat.say('stranger', '/digest since:last');
  expect(said).toContain('A deal');
  expect(said).not.toContain('Talks begin');
  expect(await chat.say('reporter', '/digest since:last')).toContain('Talks begin');
});

test('a digest since a moment leads to the whole, a brief one to the full text', async () => {
  const brief = await chat.reply('stranger', '/digest since:2h format:brief');
  expect(brief.buttons.map(({ label }) => label)).toEqual(['Full text', 'From the start', 'Send to my DMs']);
  const full = await chat.dispatcher.press(brief.buttons[0]?.token ?? '', chat.call('stranger'));
  expect(JSON.stringify(full.content)).toContain('Both sides came.');
  expect(JSON.stringify(full.content)).not.toContain('Pilots walk out');
  const whole = await chat.dispatcher.press(brief.buttons[1]?.token ?? '', chat.call('stranger'));
  expect(JSON.stringify(whole.content)).toContain('Pilots walk out');
});

test('without a name it is the story that is followed here', async () => {
  await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
  expect(await chat.say('stranger', '/digest')).toContain('Say which story you mean.');
  await chat.say('chief', '/subscribe harbour-fire', { place: harbourPlace });
  expect(await chat.say('stranger', '/digest', { place: harbourPlace })).toContain('Harbour fire');
});

test('a closed story can still be read', async () => {
  await chat.say('chief', '/story close');
  expect(await chat.say('stranger', '/digest lindhavn-ferries')).toContain('Pilots walk out');
});

test.each([
  [
    '/digest since:sometime',
    'I could not read the time “sometime” for since:. Write it like 2h, yesterday or 9am',
  ],
  ['/digest since:"tomorrow 9am"', 'since: 9 a.m. Oslo time Thursday is yet to come.'],
  ['/digest format:long', 'format: must be brief or full.'],
  ['/digest nowhere', 'There is no story “nowhere”.'],
])('refuses %s', async (line, sentence) => {
  expect(await chat.say('stranger', line)).toContain(sentence);
});

const said = (reply: Reply) => plainText(reply.content);
const longBody = 'Both sides told reporters that they would go on talking through the night. '.repeat(8);

test('a digest is one screen, and More leads on without a gap or a repeat', async () => {
  for (const number of [3, 4, 5, 6]) await chat.say('editor', `/update Round ${number} ends\n${longBody}`);
  let reply = await chat.reply('stranger', '/digest');
  const read = [said(reply)];
  // What is published while somebody reads on is for their next digest.
  await chat.say('editor', '/update Round 7 ends');
  for (let more = moreOf(reply); more !== undefined; more = moreOf(reply)) {
    reply = await chat.dispatcher.press(more.token, chat.call('stranger'));
    read.push(said(reply));
  }
  const headlines = read.flatMap(
    (page) => page.match(/^(?:Round \d ends|Talks begin|Pilots walk out) \(/gm) ?? [],
  );
  expect(headlines).toEqual(
    ['Round 6 ends', 'Round 5 ends', 'Round 4 ends', 'Round 3 ends', 'Talks begin', 'Pilots walk out'].map(
      (headline) => `${headline} (`,
    ),
  );
  expect(read.length).toBeGreaterThan(1);
  for (const page of read) expect(page.length).toBeLessThan(2_000);
});

function moreOf({ buttons }: Reply) {
  return buttons.find(({ label }) => label === 'More');
}

test('last is where the reader was before, also when the platform hands in the same call again', async () => {
  await chat.say('stranger', '/digest');
  chat.world.now += 60_000;
  await chat.say('editor', '/update A deal');
  chat.world.now += 60_000;
  const id = 'telegram:77';
  const first = await chat.say('stranger', '/digest since:last', { id });
  expect(first).toContain('A deal');
  chat.world.now += 60_000;
  expect(await chat.say('stranger', '/digest since:last', { id })).toBe(first);
  expect(await chat.say('stranger', '/digest since:last')).toContain('No updates since');
});

test('who has read the last two hours has not read what was there before them', async () => {
  await chat.say('reporter', '/digest');
  chat.world.now += 3 * hourMs;
  await chat.say('editor', '/update A deal');
  chat.world.now += 3 * hourMs;
  await chat.say('editor', '/update Boats sail');
  expect(await chat.say('reporter', '/digest since:1h')).not.toContain('A deal');
  expect(await chat.say('reporter', '/digest since:last')).toContain('A deal');
});

test('where everybody sees the answer, last is what the chat has read', async () => {
  const here = { place: harbourPlace, isPublic: true };
  await chat.say('stranger', '/digest lindhavn-ferries', here);
  expect(await chat.say('reporter', '/digest lindhavn-ferries since:last', here)).toContain(
    'No updates since',
  );
  // Whoever asked there has read it; the other one has read nothing alone.
  expect(await chat.say('stranger', '/digest since:last')).toContain('No updates since');
  expect(await chat.say('editor', '/digest since:last')).toContain('Talks begin');
});

test('of several stories that are followed here, one is asked for by a button', async () => {
  await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
  await chat.say('chief', '/subscribe harbour-fire', { place: harbourPlace });
  await chat.say('chief', '/subscribe lindhavn-ferries', { place: harbourPlace });
  const reply = await chat.reply('stranger', '/digest', { place: harbourPlace });
  expect(said(reply)).toContain('Harbour News follows 2 stories. Which one?');
  expect(reply.buttons.map(({ label }) => label).toSorted()).toEqual([
    'Harbour fire',
    'Lindhavn ferry strike',
  ]);
  const ferries = reply.buttons.find(({ label }) => label === 'Lindhavn ferry strike');
  const told = await chat.dispatcher.press(
    ferries?.token ?? '',
    chat.call('stranger', { place: harbourPlace }),
  );
  expect(said(told)).toContain('Pilots walk out');
});

test('a digest for the private chat says so where it was asked for, and is simply given in private', async () => {
  const toPrivate = (await chat.reply('stranger', '/digest')).buttons.at(-1);
  expect(toPrivate).toMatchObject({ label: 'Send to my DMs', isPrivate: true });
  const sent = await chat.dispatcher.press(toPrivate?.token ?? '', chat.call('stranger'));
  expect(said(sent)).toContain('Talks begin');
  expect(sent.privately && plainText(sent.privately.done)).toBe('It is in your direct messages.');
  const place = { destination: 'telegram:4', name: 'Siri', kind: 'private' } as const;
  const there = await chat.dispatcher.press(toPrivate?.token ?? '', chat.call('stranger', { place }));
  expect(there.privately).toBeUndefined();
});

test('one person is asked to wait after twenty, and may ask again when the time is over', async () => {
  for (let asked = 0; asked < 20; asked += 1)
    expect(await chat.say('stranger', '/digest')).toContain('Talks begin');
  const polite = await chat.say('stranger', '/digest');
  expect(polite).toBe(
    'That is enough for the moment. Ask again at 4:13 p.m. Oslo time; the summaries above still hold.',
  );
  expect(await chat.say('reporter', '/digest')).toContain('Talks begin');
  chat.world.now += 2 * 60_000;
  expect(await chat.say('stranger', '/digest')).toContain('Talks begin');
});

test('a chat in which everybody sees the answers hears the polite answer once', async () => {
  const here = { place: harbourPlace, isPublic: true };
  for (let asked = 0; asked < 10; asked += 1)
    expect(await chat.say('stranger', '/digest', here)).toContain('Talks begin');
  expect(await chat.say('stranger', '/digest', here)).toContain('This chat had its share of summaries');
  expect(await chat.say('stranger', '/digest', here)).toBe('');
  expect(await chat.say('reporter', '/digest', here)).toContain('Talks begin');
  expect(await chat.say('stranger', '/digest')).toContain('Talks begin');
  chat.world.now += 5 * 60_000;
  expect(await chat.say('stranger', '/digest', here)).toContain('Talks begin');
});
