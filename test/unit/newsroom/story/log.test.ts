import { beforeEach, describe, expect, test } from 'vitest';
import { type Chat, createChatWithStory, people, type Speaker } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('editor', '/update Ministry resigns key:"Ministry resigns"\nThe whole of it.');
  chat.world.now += 60_000;
  await chat.say('editor', '/correct 1 wrong:"the ministry resigned" right:"The minister resigned"');
  chat.world.now += 60_000;
  await chat.say('chief', '/hold 1 a denial');
});

async function kill() {
  chat.world.now += 60_000;
  const offer = await chat.reply('chief', '/kill 1 it was made up');
  await chat.dispatcher.press(offer.buttons[0]?.token ?? '', chat.call('chief'));
}

async function exported(who: Speaker): Promise<readonly Record<string, unknown>[]> {
  const { file } = await chat.reply(who, '/story log format:file');
  return (file?.text ?? '')
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

test('tells who did what when, the newest first', async () => {
  expect(await chat.say('editor', '/story log')).toBe(
    'Log of lindhavn-ferries · page 1 of 1\n\n' +
      '1. 1:11 p.m. Oslo time · Carl Chief put on hold lindhavn-ferries/1: a denial\n' +
      '2. 1:10 p.m. Oslo time · Eva Editor corrected lindhavn-ferries/1: it said that the ministry resigned; The minister resigned\n' +
      '3. 1:09 p.m. Oslo time · Eva Editor published lindhavn-ferries/1: “Ministry resigns”\n' +
      '4. 1:09 p.m. Oslo time · Eva Editor opened the story',
  );
});

test('turns its pages by buttons', async () => {
  for (let count = 0; count < 9; count += 1) await chat.say('editor', `/update Update ${count}`);
  const first = await chat.reply('editor', '/story log');
  expect(first.buttons.map(({ label }) => label)).toEqual(['Older', 'As a file']);
  const second = await chat.dispatcher.press(first.buttons[0]?.token ?? '', chat.call('editor'));
  expect(second.buttons.map(({ label }) => label)).toEqual(['Newer', 'As a file']);
  expect(await chat.say('editor', '/story log page:3')).toContain('has no page 3. Its pages are 1 to 2.');
});

test('the words of a killed entry are for chiefs alone, on the page and in the file', async () => {
  await kill();
  const words = /Ministry|ministry|minister|whole of it|denial/;
  expect(await chat.say('editor', '/story log')).not.toMatch(words);
  expect(JSON.stringify(await exported('editor'))).not.toMatch(words);
  expect(await chat.say('chief', '/story log')).toMatch(/published lindhavn-ferries\/1: “Ministry resigns”/);
  const lines = await exported('chief');
  expect(lines.map(({ did, entry }) => [did, entry])).toEqual([
    ['opened the story', undefined],
    ['published', 'lindhavn-ferries/1'],
    ['corrected', 'lindhavn-ferries/1'],
    ['put on hold', 'lindhavn-ferries/1'],
    ['killed', 'lindhavn-ferries/1'],
  ]);
  expect(lines[1]).toEqual({
    at: '2026-02-25T12:09:00.000Z',
    by: people.editor,
    did: 'published',
    entry: 'lindhavn-ferries/1',
    revision: 1,
    text: { headline: 'Ministry resigns', body: 'The whole of it.' },
  });
  expect(lines[4]).toMatchObject({ by: people.chief, why: 'it was made up' });
});

test('tells what was cancelled, moved and sent back apart from what was killed; its words are under no seal', async () => {
  await chat.say('editor', '/update Bridge opens at:18:00');
  await chat.say('editor', '/scheduled 2 to:19:00');
  await chat.say('editor', '/scheduled 2 action:cancel');
  await chat.say('chief', '/desk');
  const preview = await chat.reply('reporter', '/update Bridge falls');
  await chat.dispatcher.press(preview.buttons[0]?.token ?? '', chat.call('reporter'));
  await chat.say('editor', '/submission return 3 Who says so?');
  const page = await chat.say('editor', '/story log');
  for (const done of [
    'Eva Editor cancelled lindhavn-ferries/2',
    'Eva Editor moved lindhavn-ferries/2: to 7 p.m. Oslo time',
    'Eva Editor wrote lindhavn-ferries/2: “Bridge opens”',
    'Eva Editor sent back lindhavn-ferries/3: Who says so?',
    'Rolf Reporter wrote lindhavn-ferries/3: “Bridge falls”',
  ])
    expect(page).toContain(done);
  expect(page).not.toMatch(/killed|sealed|Reporter published/);
});

test('tells what was done to the story itself', async () => {
  await chat.say('editor', '/story edit title:"Strike"');
  await chat.say('editor', '/update Two\n2');
  await chat.say('editor', '/key add 2');
  await chat.say('editor', '/key remove 1');
  await chat.say('chief', '/story close');
  const page = await chat.say('chief', '/story log lindhavn-ferries');
  for (const done of [
    'edited the story',
    'made a key development of lindhavn-ferries/2',
    'took out key development 1',
    'closed the story',
  ])
    expect(page).toContain(done);
});

test('tells what of the story was changed, with the words where they are short', async () => {
  const lead = 'The strike by harbour pilots has stopped all ferry traffic to the islands.';
  for (const line of [
    `title:"Strike" timezone:Europe/London lead:"${lead}"`,
    `lead:"${lead} It goes on." label:"UK time" language:pl`,
    'remove:label',
    'remove:lead byline:"By Mari"',
  ])
    expect(await chat.say('editor', `/story edit ${line}`)).toContain('Changed lindhavn-ferries');
  const image = { kind: 'image', ref: '640x360', mimeType: 'image/png', sizeBytes: 9 } as const;
  await chat.run('editor', 'story edit', { story: 'lindhavn-ferries', image, credit: 'Mari Holt' });
  const page = await chat.say('editor', '/story log lindhavn-ferries');
  for (const change of [
    'headline “Lindhavn ferry strike” → “Strike”, lead added, time zone “Europe/Oslo” → “Europe/London”',
    'lead changed, zone label “UK time” added, language “en” → “pl”',
    'zone label “UK time” taken away',
    'lead taken away, byline “By Mari” added',
    'image added, credit “Mari Holt” added',
  ])
    expect(page).toContain(`edited the story: ${change}`);

  const { file } = await chat.reply('editor', '/story log lindhavn-ferries format:file');
  const lines = (file?.text ?? '')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({
      did: 'edited the story',
      changes: [
        { field: 'lead', before: `${lead} It goes on.` },
        { field: 'byline', now: 'By Mari' },
      ],
    }),
  );
});

test('holds no words where others read along', async () => {
  const group = { destination: 'telegram:-9', name: 'A group', kind: 'group' } as const;
  const page = await chat.say('chief', '/story log', { place: group });
  expect(page).toContain('Eva Editor corrected lindhavn-ferries/1');
  expect(page).not.toMatch(/denial|resigned|resigns/);
  expect(page).toContain('what was written is told in private or at the desk.');
  await chat.say('chief', '/desk', { place: group });
  expect(await chat.say('chief', '/story log', { place: group })).toContain('a denial');
  expect(await chat.say('reporter', '/story log')).toContain('You need to be an editor');
});

describe('who is overtaken while they send it stands behind the one who was faster', () => {
  beforeEach(async () => {
    chat = await createChatWithStory();
    await chat.say('editor', '/update Ministry resigns key:"Ministry resigns"\nThe whole of it.');
    chat.world.meanwhile = async () => {
      chat.world.now += 60_000;
      await chat.say('chief', '/edit 1 source:Police');
    };
  });

  test.each([
    ['/edit 1 headline:"Minister resigns"', 'edited'],
    ['/correct 1 wrong:"at noon" right:"At one"', 'corrected'],
    ['/hold 1', 'put on hold'],
    ['/update "Harbour closed"', 'published'],
  ])('in the log, with %s', async (line, did) => {
    await chat.say('editor', line);
    const lines = await exported('chief');
    expect(lines.slice(-2).map((one) => [one['did'], one['by']])).toEqual([
      ['edited', people.chief],
      [did, people.editor],
    ]);
  });

  test('and what the close of a story sums up ends with it', async () => {
    await chat.say('chief', '/story close');
    expect((await chat.room.stories.find('lindhavn-ferries'))?.closedAt).toBe(chat.world.now);
  });
});
