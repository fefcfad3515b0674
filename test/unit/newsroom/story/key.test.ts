import { beforeEach, expect, test } from 'vitest';
import { type Chat, createChatWithStory } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
  for (const name of ['One', 'Two', 'Three']) await chat.say('editor', `/update ${name}`);
  await chat.say('editor', '/key add lindhavn-ferries/1');
  await chat.say('editor', '/key add lindhavn-ferries/2 The second line');
  chat.world.outbox.length = 0;
});

const bullets = async () =>
  (await chat.room.stories.find('lindhavn-ferries'))?.keyDevelopments.map(({ text }) => text);

test('adds on top, with the headline when no line is given, and marks the entry', async () => {
  const said = await chat.say('editor', '/key add lindhavn-ferries/3');
  expect(said).toContain('lindhavn-ferries/3 is a key development now.');
  expect(said).toContain('Key developments of lindhavn-ferries (as of 1:09 p.m. Oslo time):');
  expect(said).toContain('1. Three (lindhavn-ferries/3)');
  expect(await bullets()).toEqual(['Three', 'The second line', 'One']);
  expect((await chat.room.stories.entry('lindhavn-ferries', 3))?.key).toBe(true);
  expect(chat.world.outbox.map(({ event }) => event)).toEqual([
    { kind: 'entry', number: 3, urgency: 'normal' },
  ]);
});

test('moves and takes out', async () => {
  expect(await chat.say('editor', '/key move 2 1')).toContain('Key development 2 is number 1 now.');
  expect(await bullets()).toEqual(['One', 'The second line']);
  expect(await chat.say('editor', '/key remove 1')).toContain('Key development 1 was taken out: “One”.');
  expect(await bullets()).toEqual(['The second line']);
  expect(chat.world.outbox.map(({ event }) => event)).toEqual([{ kind: 'story' }, { kind: 'story' }]);
});

test('takes out once when it is repeated', async () => {
  await chat.say('editor', '/key remove 1', { id: 'discord:4' });
  const again = await chat.say('editor', '/key remove 1', { id: 'discord:4' });
  expect(again).toContain('Key development 1 was taken out.\n');
  expect(await bullets()).toEqual(['One']);
});

test('tells only the card when an entry that was key is put back', async () => {
  await chat.say('editor', '/key remove 1');
  chat.world.outbox.length = 0;
  await chat.say('editor', '/key add 2');
  expect(chat.world.outbox.map(({ event }) => event)).toEqual([{ kind: 'story' }]);
});

test('lists', async () => {
  expect(await chat.say('editor', '/key list')).toContain('2. One (lindhavn-ferries/1)');
  await chat.say('editor', '/key remove 1');
  expect(await chat.say('editor', '/key remove 2')).toContain(
    'has no key development 2. It has only number 1.',
  );
  await chat.say('editor', '/key remove 1');
  expect(await chat.say('editor', '/key list')).toContain(
    'lindhavn-ferries has no key developments.\nAdd one with /key add entry:lindhavn-ferries/3.',
  );
});

test.each([
  ['/key add lindhavn-ferries/2', 'That update is key development 1 of lindhavn-ferries already.'],
  ['/key add lindhavn-ferries/9', 'There is no update lindhavn-ferries/9.'],
  ['/key remove 3', 'lindhavn-ferries has no key development 3. Its numbers are 1 to 2.'],
  ['/key remove none', 'number: must be a whole number from 1.'],
  ['/key remove 0', 'number: must be a whole number from 1.'],
  ['/key move 1 7', 'lindhavn-ferries has no key development 7.'],
  ['/key move 1', 'to: is missing. Write it like to:1.'],
  ['/key list nowhere', 'There is no story “nowhere”.'],
])('refuses %s', async (line, sentence) => {
  expect(await chat.say('editor', line)).toContain(sentence);
  expect(await bullets()).toEqual(['The second line', 'One']);
});

test('refuses an entry that is not published yet, and a closed story', async () => {
  await chat.say('editor', '/update Later at:18:00');
  expect(await chat.say('editor', '/key add lindhavn-ferries/4')).toContain('is not published yet');
  await chat.say('chief', '/story close');
  expect(await chat.say('editor', '/key add lindhavn-ferries/3')).toContain(
    'The story lindhavn-ferries is closed.',
  );
});

const wordy = 'Ferries will not sail before Friday because pilots and the ministry still talk all night';

test('says how long a line is, how many there are, and which one is newest', async () => {
  expect(await chat.say('editor', `/key add lindhavn-ferries/3 ${wordy}`)).toContain(
    'Number 1 has 15 words; about ten fit one line.',
  );
  await chat.say('editor', '/key move 1 3');
  expect(await chat.say('editor', '/key list')).toContain('Number 3 has 15 words');
  await chat.say('editor', '/key remove 3');
  expect(await chat.say('editor', '/key remove 1')).toContain(
    'Readers expect two to five of them; there is one.',
  );
});

test('says which one is newest where it is not on top', async () => {
  chat.world.now += 60_000;
  await chat.say('editor', '/update Four');
  await chat.say('editor', '/key add lindhavn-ferries/4');
  expect(await chat.say('editor', '/key list')).not.toContain('is the newest');
  await chat.say('editor', '/key move 1 3');
  expect(await chat.say('editor', '/key list')).toContain(
    'Number 3 is the newest; /key move story:lindhavn-ferries number:3 to:1 puts it on top, unless another one matters more.',
  );
});

test('says how long a line is that comes with its update', async () => {
  expect(await chat.say('editor', `/update Four key:"${wordy}"`)).toContain(
    'The key development has 15 words; about ten fit on one line.',
  );
});

test.each(['/key remove 1', '/key move 1 2'])(
  'somebody who is overtaken while they send %s does not hit another bullet than they meant',
  async (line) => {
    chat.world.meanwhile = async () => {
      await chat.say('chief', '/key add lindhavn-ferries/3 Newest');
    };
    expect(await chat.say('editor', line)).toContain(
      'Somebody else changed the key developments of lindhavn-ferries at the same moment. See their numbers with /key list story:lindhavn-ferries. Nothing was changed.',
    );
    expect(await bullets()).toEqual(['Newest', 'The second line', 'One']);
  },
);
