import { beforeEach, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import {
  type Chat,
  createChat,
  harbourPlace,
  newsPlace,
  people,
} from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await createChat();
});

test('a chief gives, changes and takes away roles', async () => {
  expect(await chat.say('chief', '/staff add user:@Siri role:Editor')).toContain(
    'Siri Stranger (telegram:4) is an editor now.',
  );
  expect(await chat.room.staff.role(people.stranger.id)).toBe('editor');
  await chat.say('chief', '/staff add @Siri chief');
  expect(await chat.room.staff.role(people.stranger.id)).toBe('chief');
  expect(await chat.say('chief', '/staff remove @Siri')).toContain(
    'Siri Stranger (telegram:4) is not a chief any more.',
  );
  expect(await chat.room.staff.role(people.stranger.id)).toBeUndefined();
});

test('the desk hears who gave and took which role, and nothing when nothing changed', async () => {
  await chat.say('chief', '/staff add @Siri editor');
  await chat.say('chief', '/staff add @Siri editor');
  await chat.say('chief', '/staff add @Siri chief same:discord:3');
  await chat.say('chief', '/staff remove @Siri');
  expect(chat.world.deskHeard).toEqual([
    'Carl Chief made Siri Stranger (telegram:4) an editor.',
    'Carl Chief made Siri Stranger (telegram:4) a chief.\nIt is noted as an account of the same person as Carl Chief (discord:3): together they count as one.',
    'Siri Stranger (telegram:4) is not a chief any more. Carl Chief took the role away.',
  ]);
});

test('a new editor may publish at once, a former one not any more', async () => {
  await chat.say('chief', '/staff add @Siri editor');
  const open = '/story open title:Fire timezone:Europe/Oslo';
  expect(await chat.say('stranger', open)).toContain('Opened fire');
  await chat.say('chief', '/staff remove @Siri');
  expect(await chat.say('stranger', open)).toContain(
    'You need to be an editor to use /story open; you have no role',
  );
});

test('lists the members, chiefs first', async () => {
  expect((await chat.say('chief', '/staff list')).split('\n')).toEqual([
    'Carl Chief (discord:3) · chief by configuration',
    'Eva Editor (telegram:2) · editor',
    'Rolf Reporter (telegram:1) · reporter',
  ]);
});

test('chiefs by configuration are listed by their names once they have used a command', async () => {
  const { room, say } = await createChat(['discord:3', 'telegram:2', 'telegram:77']);
  await say('editor', '/help');
  expect((await say('chief', '/staff list')).split('\n').slice(0, 3)).toEqual([
    'Carl Chief (discord:3) · chief by configuration',
    'Eva Editor (telegram:2) · chief by configuration',
    'telegram:77 · chief by configuration',
  ]);
  await say('reporter', '/help');
  expect([...(await room.staff.chiefNames()).keys()].toSorted()).toEqual(['discord:3', 'telegram:2']);
});

test('someone named by an id keeps the name that is known, and has none when none is', async () => {
  const findPerson = async (reference: string) =>
    ({ id: `telegram:${reference}`, name: `telegram:${reference}` }) as const;
  const add = (user: string) =>
    chat.dispatcher.execute(
      { path: ['staff', 'add'], input: { user, role: 'chief' } },
      { ...chat.call('chief'), findPerson },
    );
  expect(plainText((await add('2')).content)).toContain('Eva Editor (telegram:2) is a chief now.');
  expect(plainText((await add('77')).content)).toContain('telegram:77 is a chief now.');
  expect(await chat.say('chief', '/staff list')).toContain(
    'Eva Editor (telegram:2) · chief\ntelegram:77 · chief',
  );
});

test('an account is noted as the same person’s, and stays so when its role changes', async () => {
  expect(await chat.say('chief', '/staff add @Siri chief same:discord:3')).toContain(
    'It is noted as an account of the same person as Carl Chief (discord:3): together they count as one.',
  );
  await chat.say('chief', '/staff add @Siri editor');
  await chat.say('chief', '/staff add @Eva editor same:@Siri');
  const list = await chat.say('chief', '/staff list');
  expect(list).toContain('Siri Stranger (telegram:4) · editor · same person as discord:3');
  expect(list).toContain('Eva Editor (telegram:2) · editor · same person as telegram:4');
  await chat.say('chief', '/staff remove @Siri');
  await chat.say('chief', '/staff add @Siri editor');
  expect(await chat.say('chief', '/staff list')).toMatch(/Siri Stranger \(telegram:4\) · editor$/m);
});

test.each([
  ['@Siri', '“@Siri” has no role in this newsroom.'],
  ['telegram:99', '“telegram:99” has no role in this newsroom.'],
  ['@Eva', 'That is the same account. Name the other account as /staff list writes it'],
])('an account that is no other member’s is refused: same:%s', async (same, sentence) => {
  expect(await chat.say('chief', `/staff add @Eva chief same:${same}`)).toContain(sentence);
  expect(await chat.say('chief', '/staff list')).toContain('Eva Editor (telegram:2) · editor\n');
});

test.each([
  ['/staff add @Nobody editor', 'I do not know “@Nobody”. Mention them'],
  ['/staff remove @Nobody', 'I do not know “@Nobody”.'],
  ['/staff remove @Siri', 'Siri Stranger has no role in this newsroom.'],
  ['/staff remove @Carl', 'Carl Chief is a chief by configuration. That is changed with CHIEFS'],
  ['/staff add @Carl reporter', 'Carl Chief is a chief by configuration.'],
  ['/staff add @Siri owner', 'role: must be reporter, editor or chief. Write it like role:editor.'],
  ['/staff add', 'user: is missing. Write it like user:@mari.'],
])('refuses %s', async (line, sentence) => {
  expect(await chat.say('chief', line)).toContain(sentence);
  expect(await chat.room.staff.list()).toHaveLength(2);
});

test('/desk makes the place the desk of its platform', async () => {
  expect(await chat.say('chief', '/desk')).toContain('#news in Coast Guild is the desk on Discord now.');
  expect(await chat.say('chief', '/desk', { place: harbourPlace })).toContain(
    'Harbour News is the desk on Telegram now.',
  );
  expect(await chat.room.staff.desks()).toEqual([newsPlace.destination, harbourPlace.destination]);
});
