import { expect, test } from 'vitest';
import { allCommands, pressedCommands } from '../../../commands/index.ts';
import type { Call, RawInput } from '../../../src/newsroom/command/call.ts';
import { createDispatcher } from '../../../src/newsroom/dispatch/dispatch.ts';
import type { Newsroom } from '../../../src/newsroom/records.ts';
import { createFakeNewsroom } from '../../support/fake-records.ts';
import { pngOf } from '../../support/pictures.ts';
import { testRedis } from '../../support/redis.ts';
import { openTestStore } from '../../support/store.ts';

const chief = { id: 'discord:3', name: 'Carl Chief' } as const;
const place = { destination: 'discord:100', name: '#news', kind: 'channel' } as const;
const image = { kind: 'image', ref: 'dawn', mimeType: 'image/png', sizeBytes: 200 } as const;

/** The real records behind the real commands; nothing is delivered. */
function newsroomOnRedis() {
  const corner = testRedis();
  const store = openTestStore(corner);
  const { stories, subscriptions, staff, deliveries, kept } = store;
  const room: Newsroom = {
    ...createFakeNewsroom(0, [chief.id]).room,
    stories,
    subscriptions,
    staff,
    deliveries,
    kept,
    now: Date.now,
  };
  const log = { error: () => undefined };
  const dispatcher = createDispatcher({
    commands: allCommands(room),
    pressed: pressedCommands(room),
    room,
    log,
  });
  let calls = 0;
  const call = (): Call => ({
    id: `call:${++calls}`,
    by: chief,
    place,
    mayManage: async () => true,
    openThread: async () => place,
    privatePlace: async () => undefined,
    findPlace: async () => undefined,
    findPerson: async () => undefined,
    fetchImage: async () => pngOf({ width: 640, height: 360 }),
  });
  return {
    ...corner,
    store,
    dispatcher,
    call,
    run: (path: string, input: RawInput) => dispatcher.execute({ path: path.split(' '), input }, call()),
  };
}

type OnRedis = ReturnType<typeof newsroomOnRedis>;

/** Everything under the test's prefix, by key. */
async function contents({ redis, prefix }: OnRedis): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of await redis.keys(`*${prefix.slice(0, -1)}*`))
    found.set(name, await valueOf(redis, name));
  return found;
}

async function valueOf(redis: OnRedis['redis'], name: string): Promise<string> {
  switch (await redis.type(name)) {
    case 'string':
      return (await redis.get(name)) ?? '';
    case 'list':
      return JSON.stringify(await redis.lrange(name, 0, -1));
    case 'hash':
      return JSON.stringify(await redis.hgetall(name));
    case 'set':
      return JSON.stringify(await redis.smembers(name));
    default:
      return JSON.stringify(await redis.zrange(name, '0', '-1'));
  }
}

async function keysWith(room: OnRedis, words: RegExp): Promise<readonly string[]> {
  return [...(await contents(room))].filter(([, value]) => words.test(value)).map(([name]) => name);
}

test('a killed entry’s words and image are nowhere in Redis but under the seal', async () => {
  const room = newsroomOnRedis();
  await room.run('story open', { title: 'Fire', timezone: 'Europe/Oslo' });
  const words = { headline: 'Ministry resigns', key: 'Ministry resigns at noon', source: 'A phone call' };
  await room.run('update', { ...words, body: 'The whole of it.', image });
  await room.run('update', { headline: 'Something else', body: 'It stays.' });
  await room.run('correct', {
    entry: 'fire/1',
    wrong: 'half of it',
    right: 'The whole of it',
    body: 'Once more.',
  });
  await room.dispatcher.openForm({ path: ['edit'], input: { entry: 'fire/1' } }, room.call());
  await room.run('hold', { entry: 'fire/1', reason: 'The minister denies it' });
  await room.run('release', { entry: 'fire/1' });
  const secret = /Ministry resigns|phone call|whole of it|half of it|Once more|minister denies/;
  expect((await keysWith(room, secret)).length).toBeGreaterThan(3);
  expect((await contents(room)).size).toBeGreaterThan(0);

  const offer = await room.run('kill', { entry: 'fire/1', reason: 'it was made up' });
  await room.dispatcher.press(offer.buttons[0]?.token ?? '', room.call());
  expect((await keysWith(room, secret)).map((name) => name.replace(/^.*\}/, ''))).toEqual([':sealed:1']);
  expect((await keysWith(room, /It stays/)).length).toBeGreaterThan(0);
  expect([...(await contents(room)).keys()].filter((name) => name.includes('media'))).toEqual([]);
  expect((await room.store.stories.entry('fire', 1))?.revisions.map(({ signal }) => signal)).toEqual([
    'new',
    'correction',
    'hold',
    'release',
    'kill',
  ]);
  expect((await room.store.stories.sealed('fire', 1)).map(({ text }) => text.body)).toEqual([
    'The whole of it.',
    'Once more.',
    'Once more.',
    'Once more.',
  ]);
  await room.store.close();
});

test('an image that another entry shows stays', async () => {
  const room = newsroomOnRedis();
  await room.run('story open', { title: 'Fire', timezone: 'Europe/Oslo' });
  await room.run('update', { headline: 'One', body: '1', image });
  await room.run('update', { headline: 'Two', body: '2', image });
  const offer = await room.run('kill', { entry: 'fire/1', reason: 'it was made up' });
  await room.dispatcher.press(offer.buttons[0]?.token ?? '', room.call());
  const mediaId = (await room.store.stories.entry('fire', 2))?.revisions[0].text.picture?.mediaId ?? '';
  expect(await room.store.kept.media(mediaId)).toBeDefined();
  await room.store.close();
});
