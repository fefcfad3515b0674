import { beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import {
  type Chat,
  createChatWithStory,
  newsPlace,
  type Speaker,
} from '../../../support/fake-newsroom-chat.ts';

/** A newsroom in which each of the commands below has something to work on. */
async function newsroomAtWork(): Promise<Chat> {
  const chat = await createChatWithStory();
  await chat.say('chief', '/story open title:Fire timezone:Europe/Oslo');
  await chat.say('chief', '/story close fire');
  await chat.say('chief', '/subscribe lindhavn-ferries');
  await chat.say('editor', '/update One');
  await chat.say('editor', '/update Two');
  await chat.say('editor', '/key add lindhavn-ferries/1');
  await chat.say('editor', '/update Doubted');
  await chat.say('editor', '/hold lindhavn-ferries/3');
  await chat.say('chief', '/desk');
  await chat.say('reporter', '/update lindhavn-ferries Submitted');
  const lost = { state: 'unknown', revision: 1, copies: [] } as const;
  chat.world.setDelivery(newsPlace.destination, 'lindhavn-ferries/1', lost);
  return chat;
}

/** What a command that is refused changes nothing of. */
let untouched: Chat;
beforeAll(async () => {
  untouched = await newsroomAtWork();
});

/** Each command, complete, and who may use it: the least role, or `manager` or `anyone`. */
const uses = [
  ['/story open title:Flood timezone:Europe/Oslo', 'editor'],
  ['/story edit title:Flood', 'editor'],
  ['/story show', 'anyone'],
  ['/story list', 'anyone'],
  ['/story close', 'chief'],
  ['/story reopen fire', 'chief'],
  ['/story log', 'editor'],
  ['/update Three', 'reporter'],
  ['/edit lindhavn-ferries/1 First', 'editor'],
  ['/correct lindhavn-ferries/1 wrong:One right:Won', 'editor'],
  ['/hold lindhavn-ferries/1', 'editor'],
  ['/release lindhavn-ferries/3', 'editor'],
  ['/scheduled', 'editor'],
  ['/preview Three', 'reporter'],
  ['/kill lindhavn-ferries/1 it was not so', 'chief'],
  ['/key add lindhavn-ferries/2', 'editor'],
  ['/key remove 1', 'editor'],
  ['/key move 1 1', 'editor'],
  ['/key list', 'editor'],
  ['/subscribe lindhavn-ferries level:key', 'manager'],
  ['/unsubscribe lindhavn-ferries', 'manager'],
  ['/subscriptions', 'manager'],
  ['/digest', 'anyone'],
  ['/status', 'editor'],
  ['/retry lindhavn-ferries/1', 'editor'],
  ['/submission list', 'editor'],
  ['/submission show lindhavn-ferries/4', 'editor'],
  ['/submission approve lindhavn-ferries/4', 'editor'],
  ['/submission return lindhavn-ferries/4 Why?', 'editor'],
  ['/submission claim lindhavn-ferries/4', 'editor'],
  ['/staff add @Siri reporter', 'chief'],
  ['/staff remove @Rolf', 'chief'],
  ['/staff list', 'chief'],
  ['/desk', 'chief'],
  ['/help', 'anyone'],
] as const;

const allowed: Readonly<Record<(typeof uses)[number][1], readonly Speaker[]>> = {
  anyone: ['stranger', 'reporter', 'editor', 'chief'],
  manager: ['chief'],
  reporter: ['reporter', 'editor', 'chief'],
  editor: ['editor', 'chief'],
  chief: ['chief'],
};
/** How everybody is told that a command is not for them. */
const refused = /^You need to (?:be an? (?:editor|chief).* to use|manage)/;
const speakers: readonly Speaker[] = ['stranger', 'reporter', 'editor', 'chief'];

describe.each(uses)('%s', (line, access) => {
  test.each(allowed[access])('is for a %s', async (who) => {
    expect(await (await newsroomAtWork()).say(who, line)).not.toMatch(refused);
  });

  test.each(speakers.filter((who) => !allowed[access].includes(who)).map((who) => [who]))(
    'is not for a %s',
    async (who) => {
      const before = JSON.stringify([await untouched.room.stories.list(), await untouched.room.staff.list()]);
      expect(await untouched.say(who, line)).toMatch(refused);
      expect(JSON.stringify([await untouched.room.stories.list(), await untouched.room.staff.list()])).toBe(
        before,
      );
    },
  );
});

test('every command stands in the table above', () => {
  const declared = untouched.dispatcher.commands.flatMap(({ leaves }) =>
    leaves.map(({ path }) => `/${path.join(' ')}`),
  );
  const tried = new Set(
    uses.map(([line]) => declared.find((name) => line === name || line.startsWith(`${name} `))),
  );
  expect(tried).toEqual(new Set(declared));
});

test('whoever manages the channel needs no role for it', async () => {
  const manages = [newsPlace.destination];
  expect(await untouched.say('stranger', '/subscriptions', { manages })).toContain(
    '#news in Coast Guild follows',
  );
});

test.each(['telegram:-100', 'telegram:-100:7'] as const)(
  'who writes as the chat %s itself is told that nobody sees who it is',
  async (destination) => {
    const place = { destination, name: 'Coast desk', kind: 'group' } as const;
    const by = { id: 'telegram:-100', name: 'Coast desk' } as const;
    const call = { ...untouched.call('stranger', { place }), by };
    const { content } = await untouched.dispatcher.execute(
      { path: ['update'], input: { headline: 'Three' } },
      call,
    );
    expect(plainText(content)).toBe(
      'You need to be an editor or a reporter to use /update; you write as Coast desk, and I do not see who you are. Send it to me in private, or write in your own name. Nothing was published.',
    );
  },
);
