import { beforeEach, expect, test } from 'vitest';
import { commandTable } from '../../../../src/newsroom/dispatch/help.ts';
import {
  type Chat,
  createChat,
  createChatWithStory,
  harbourPlace,
  newsPlace,
} from '../../../support/fake-newsroom-chat.ts';

const onTelegram = { place: harbourPlace };

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
});

test('tells a stranger little and a chief everything, each on one screen', async () => {
  const stranger = await chat.say('stranger', '/help', onTelegram);
  expect(stranger).toContain('You have no role in this newsroom; you may read.');
  expect(stranger).toContain('/digest');
  expect(stranger).toContain('Follow\n/story show lindhavn-ferries Show the current state of a story');
  expect(stranger).not.toMatch(/\/update|\/subscribe|\/staff|Write|Open/);
  const chief = await chat.say('chief', '/help');
  expect(chief).toContain('You are a chief.');
  for (const { name } of chat.dispatcher.commands) expect(chief).toContain(`/${name}`);
  expect(chief.length).toBeLessThan(1_950);
});

test('tells a reporter that the desk publishes what they write', async () => {
  const reporter = await chat.say('reporter', '/help');
  expect(reporter).toContain('You are a reporter: your updates go out when the desk approves them.');
  expect(reporter).toContain('/update');
});

test('whoever manages the channel sees how it follows a story', async () => {
  const said = await chat.say('stranger', '/help', { manages: [newsPlace.destination] });
  expect(said).toContain('/subscribe story:lindhavn-ferries');
});

test('shows the options and examples of a command', async () => {
  const said = await chat.say('stranger', '/help /update', onTelegram);
  expect(said).toContain('For: editor (publishes), reporter (submits)');
  expect(said).toContain('headline What happened, in one line');
  expect(said).toContain(
    'urgency? flash rings, quiet makes no sound; normal when left out (flash, normal, quiet)',
  );
  expect(said).toContain('/update lindhavn-ferries What happened, in one line');
});

test('shows subcommands, and one of them', async () => {
  expect(await chat.say('stranger', '/help story', onTelegram)).toContain(
    '/story close lindhavn-ferries Close a story; what it published stays (chief)',
  );
  expect(await chat.say('stranger', '/help story close')).toContain('For: chief');
});

test('says which commands there are', async () => {
  expect(await chat.say('stranger', '/help mend')).toContain(
    'There is no command “mend”. There are /update, /preview, /edit, /correct',
  );
});

test.each([
  'update',
  'edit',
  'key',
  'status',
  'subscribe',
  'unsubscribe',
  'subscriptions',
  'digest',
  'story',
])('the examples of /help %s work when they are pasted, one after the other', async (name) => {
  chat = await createChat();
  await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
  for (const word of ['One', 'Two', 'Three']) await chat.say('editor', `/update ${word}`);
  for (const number of [1, 2]) await chat.say('editor', `/key add harbour-fire/${number}`);
  if (name.startsWith('un')) await chat.say('chief', '/subscribe', onTelegram);
  const leaves = chat.dispatcher.commands.find((command) => command.name === name)?.leaves ?? [];
  const pages = await Promise.all(
    leaves.map(({ path }) => chat.say('chief', `/help ${path.join(' ')}`, onTelegram)),
  );
  const examples = pages.flatMap((page) => page.split(/Examples?\n/)[1]?.split('\n') ?? []);
  expect(examples.length).toBeGreaterThanOrEqual(leaves.length);
  for (const example of examples) {
    expect(await chat.say('chief', example, onTelegram), example).not.toMatch(
      /Nothing was|There is no|I could not/,
    );
  }
});

test('examples put no words of an invented story into one of the newsroom', async () => {
  chat = await createChat();
  await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
  const paths = chat.dispatcher.commands.flatMap(({ leaves }) => leaves.map(({ path }) => path.join(' ')));
  const pages = await Promise.all(paths.map((path) => chat.say('chief', `/help ${path}`, onTelegram)));
  const about = pages.flatMap((page) => page.split('\n').filter((line) => line.includes('harbour-fire')));
  expect(about.length).toBeGreaterThan(20);
  expect(about.filter((line) => /lindhavn|ferr(y|ies)|pilot|ministry|strike/i.test(line))).toEqual([]);
});

test('examples name every option on Discord, and put nothing in quotes there', async () => {
  const said = await chat.say('chief', '/help update', { place: newsPlace });
  expect(said).toContain(
    '/update story:lindhavn-ferries headline:What happened, in one line source:who says so',
  );
  expect(await chat.say('chief', '/help key', { place: newsPlace })).toContain('/key move number:2 to:1');
  expect(said).not.toContain('"');
  const missing = [newsPlace, harbourPlace].map((place) => chat.run('chief', 'story open', {}, { place }));
  expect(await Promise.all(missing)).toEqual([
    'title: is missing. Write it like title:Lindhavn ferry strike. Nothing was changed.',
    'title: is missing. Write it like title:"Lindhavn ferry strike". Nothing was changed.',
  ]);
});

test('the command table stands on the declarations', () => {
  const table = commandTable(chat.dispatcher.commands).split('\n');
  expect(table).toContain('| `/key move` | `number` `to` `story?` | editor |');
  expect(table).toContain('| `/subscriptions` | `channel?` | whoever may manage the channel or chat |');
  expect(table).toHaveLength(2 + chat.dispatcher.commands.flatMap(({ leaves }) => leaves).length);
});

test('descriptions fit Discord, and examples are complete commands', () => {
  const leaves = chat.dispatcher.commands.flatMap((command) => command.leaves);
  const descriptions = leaves.flatMap((leaf) => [
    leaf.description,
    ...Object.values(leaf.options).map(({ description }) => description),
  ]);
  expect(descriptions.filter(({ length }) => length > 100)).toEqual([]);
  for (const leaf of leaves) {
    expect(leaf.examples.length).toBeGreaterThan(0);
    for (const example of leaf.examples) expect(example).toMatch(new RegExp(`^/${leaf.path.join(' ')}( |$)`));
  }
});
