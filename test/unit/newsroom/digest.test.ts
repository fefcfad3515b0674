import { beforeEach, expect, test } from 'vitest';
import { type Chat, createChatWithStory, harbourPlace } from '../../support/fake-newsroom-chat.ts';

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
  expect(brief.buttons.map(({ label }) => label)).toEqual(['Full text', 'From the start']);
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
