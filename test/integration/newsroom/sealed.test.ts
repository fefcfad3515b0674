import { expect, onTestFinished, test } from 'vitest';
import { allCommands, pressedCommands } from '../../../commands/index.ts';
import { createFanOut } from '../../../src/delivery/fan-out.ts';
import { createQueues } from '../../../src/delivery/queues.ts';
import type { Call, RawInput } from '../../../src/newsroom/command/call.ts';
import { createDispatcher } from '../../../src/newsroom/dispatch/dispatch.ts';
import type { Newsroom } from '../../../src/newsroom/records.ts';
import { afterKill } from '../../../src/newsroom/revision/after-kill.ts';
import { createFakeNewsroom } from '../../support/fake-newsroom.ts';
import { pngOf } from '../../support/pictures.ts';
import { testRedis } from '../../support/redis.ts';
import { openTestStore } from '../../support/store.ts';

const chief = { id: 'discord:3', name: 'Carl Chief' } as const;
const place = { destination: 'discord:100', name: '#news', kind: 'channel' } as const;
const image = { kind: 'image', ref: 'dawn', mimeType: 'image/png', sizeBytes: 200 } as const;

/** The real records behind the real commands; nothing is delivered, and what is carried is carried by the test. */
function newsroomOnRedis() {
  const corner = testRedis();
  const store = openTestStore(corner);
  const queues = createQueues(store.queues, () => undefined);
  onTestFinished(async () => {
    await queues.close();
    await store.close();
  });
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
    room,
    dispatcher,
    call,
    /** What a worker does with the outbox, with this room. */
    async carry(own: Newsroom = room) {
      const carried = {
        ...store,
        queues,
        now: Date.now,
        cardDelayMs: 0,
        afterKill: (slug: string, number: number) => afterKill(own, { slug, number }),
      };
      await createFanOut(carried)('fire');
    },
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
  await room.carry();
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
  const { revisions, bullets } = await room.store.stories.sealed('fire', 1);
  expect(bullets).toEqual(['Ministry resigns at noon']);
  expect(revisions.map(({ text }) => text.body)).toEqual([
    'The whole of it.',
    'Once more.',
    'Once more.',
    'Once more.',
  ]);
});

test('an image that another entry shows stays', async () => {
  const room = newsroomOnRedis();
  await room.run('story open', { title: 'Fire', timezone: 'Europe/Oslo' });
  await room.run('update', { headline: 'One', body: '1', image });
  await room.run('update', { headline: 'Two', body: '2', image });
  const offer = await room.run('kill', { entry: 'fire/1', reason: 'it was made up' });
  await room.dispatcher.press(offer.buttons[0]?.token ?? '', room.call());
  await room.carry();
  const mediaId = (await room.store.stories.entry('fire', 2))?.revisions[0].text.picture?.mediaId ?? '';
  expect(await room.store.kept.media(mediaId)).toBeDefined();
});

test('the rest of a kill is done by the next process when one dies before it, or in the middle of it', async () => {
  const room = newsroomOnRedis();
  await room.run('story open', { title: 'Fire', timezone: 'Europe/Oslo' });
  await room.run('update', {
    headline: 'Ministry resigns',
    key: 'It resigns at noon',
    body: 'All of it.',
    image,
  });
  await room.dispatcher.openForm({ path: ['edit'], input: { entry: 'fire/1' } }, room.call());
  const offer = await room.run('kill', { entry: 'fire/1', reason: 'it was made up' });
  await room.dispatcher.press(offer.buttons[0]?.token ?? '', room.call());
  const secret = /Ministry resigns|resigns at noon|All of it/;
  const left = async () => (await keysWith(room, secret)).filter((name) => !name.endsWith(':sealed:1'));
  const images = async () => [...(await contents(room)).keys()].filter((name) => name.includes('media'));
  expect(await left()).not.toEqual([]);

  const dying: Newsroom = {
    ...room.room,
    kept: { ...room.store.kept, dropMedia: () => Promise.reject(new Error('The process is killed')) },
  };
  await expect(room.carry(dying)).rejects.toThrow('The process is killed');
  expect(await images()).toHaveLength(1);
  expect((await room.store.outbox.urgent('fire')).map(({ event }) => event)).toEqual([
    { kind: 'entry', number: 1, urgency: 'flash' },
  ]);

  await room.carry();
  expect([await left(), await images()]).toEqual([[], []]);
  expect(await room.store.outbox.next('fire')).toBeUndefined();
});
