import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { World } from '../../src/sandbox/world.ts';
import { redisPidFile } from '../../src/storage/embedded/orphan.ts';
import { environmentOf, startBotProcess } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';

const updates = 8;
const channels = 6;

test('SIGTERM in the middle stops cleanly, and a restart finishes what was under way', async () => {
  const { world, environment, room, first } = await begin();
  const published = publishAll(room);
  await world.discord.waitFor(() => shownOnDiscord(world).length >= 5);
  const { code, tookMs } = await first.end('SIGTERM');
  expect(code, first.output()).toBe(0);
  expect(tookMs).toBeLessThan(10_000);

  const second = startBotProcess(environment);
  await second.ready();
  const count = await accepted(published);
  await everythingShown(world, count);
  expect(repeated(shownOnDiscord(world))).toEqual([]);
  expect(repeated(shownOnTelegram(world))).toEqual([]);
}, 90_000);

test('kill -9 in the middle loses nothing and doubles nothing on Discord; on Telegram the unknown ones are reported', async () => {
  const { world, environment, room, first } = await begin();
  await accepted(publishAll(room));
  await world.discord.waitFor(() => shownOnDiscord(world).length >= 5);
  await first.end('SIGKILL');
  const second = startBotProcess(environment);
  await second.ready();

  await world.discord.waitFor(() => shownOnDiscord(world).length === updates * channels, 60_000);
  expect(repeated(shownOnDiscord(world))).toEqual([]);
  const unknown = await unknownOnTelegram(world);
  await world.telegram.waitFor(() => shownOnTelegram(world).length + unknown >= updates * channels, 60_000);
  expect(repeated(shownOnTelegram(world))).toEqual([]);
}, 120_000);

test('when the embedded Redis dies again and again, everything arrives once and nothing is unknown', async () => {
  const { world, environment, room } = await begin();
  const published = publishAll(room);
  for (const shown of [5, 15, 25]) {
    await world.discord.waitFor(() => shownOnDiscord(world).length >= shown, 60_000);
    await killRedis(environment);
  }
  await everythingShown(world, await accepted(published));
  expect(repeated(shownOnDiscord(world))).toEqual([]);
  expect(repeated(shownOnTelegram(world))).toEqual([]);
  expect(await unknownOnTelegram(world)).toBe(0);
}, 120_000);

test('SIGTERM stops it cleanly while neither platform answers its deliveries', async () => {
  const { world, environment, room, first } = await begin();
  world.discord.faults.add({ kind: 'hang', method: 'POST', route: '/channels', times: 1_000 });
  world.telegram.faults.add({ kind: 'hang', method: 'sendMessage', times: 1_000 });
  await room.onDiscord('/update headline:Update 1 body:Text');
  await world.discord.waitFor(
    () => world.discord.requests().filter(({ status }) => status === 0).length === channels,
  );
  const { code, tookMs } = await first.end('SIGTERM');
  expect(code, first.output()).toBe(0);
  expect(tookMs).toBeLessThan(10_000);

  world.discord.faults.clear();
  world.telegram.faults.clear();
  await startBotProcess(environment).ready();
  await world.discord.waitFor(() => shownOnDiscord(world).length === channels, 30_000);
  expect(repeated(shownOnDiscord(world))).toEqual([]);
}, 60_000);

async function killRedis({ DATA_DIR = '' }: Readonly<Record<string, string>>): Promise<void> {
  const pid = Number(await readFile(join(DATA_DIR, 'redis', redisPidFile), 'utf8'));
  process.kill(pid, 'SIGKILL');
}

/** A bot that has begun to work, with a story that several channels on each platform follow. */
async function begin() {
  const world = await testWorld();
  const environment = environmentOf(world, await testDataDir());
  const first = startBotProcess(environment);
  await first.ready();
  await openStory(world);
  return { world, environment, room: hands(world), first };
}

/** Opens a story that several channels on each platform follow. */
async function openStory(world: World): Promise<void> {
  const { onDiscord, onTelegram } = hands(world);
  await onDiscord('/story open title:Harbour timezone:Asia/Kathmandu');
  const { guildId } = world.cast.discord;
  for (let index = 0; index < channels; index += 1) {
    const { id } = world.discord.addChannel({ guildId, name: `news-${index}` });
    await onDiscord(`/subscribe channel:<#${id}>`);
    const chat = world.telegram.addChannel({ title: `News ${index}`, username: `news_${index}` });
    world.telegram.addMember(chat.id, world.cast.telegram.chief, { administrator: true });
    await onTelegram(`/subscribe channel:@news_${index}`);
  }
}

/** Publishes from Telegram, whose updates wait for the bot while it is away. */
function publishAll({ onTelegram }: ReturnType<typeof hands>): readonly Promise<string>[] {
  const numbers = Array.from({ length: updates }, (_, index) => index + 1);
  return numbers.map((number) => onTelegram(`/update headline:"Update ${number}"\nText ${number}.`));
}

/** How many were published; every command must have been answered. */
async function accepted(answers: readonly Promise<string>[]): Promise<number> {
  const texts = await Promise.all(answers);
  return texts.filter((text) => text.startsWith('Published')).length;
}

async function everythingShown(world: World, count: number): Promise<void> {
  expect(count).toBe(updates);
  await world.discord.waitFor(() => shownOnDiscord(world).length === count * channels, 60_000);
  await world.telegram.waitFor(() => shownOnTelegram(world).length === count * channels, 60_000);
}

/** Every entry that is shown, as `channel: headline`. */
function shownOnDiscord({ discord }: World): readonly string[] {
  const channelIds = new Set(discord.requests().flatMap((request) => request.channelId ?? []));
  return [...channelIds].flatMap((id) =>
    discord.messages(id).flatMap(({ content }) => {
      const headline = /^### (Update \d+)/.exec(content)?.[1];
      return headline === undefined ? [] : [`${id}: ${headline}`];
    }),
  );
}

function shownOnTelegram({ telegram }: World): readonly string[] {
  return telegram
    .chats()
    .filter((chat) => chat.kind === 'channel')
    .flatMap((chat) =>
      telegram.messages(chat.id).flatMap(({ text }) => {
        const headline = /^(Update \d+) \(/.exec(text)?.[1];
        return headline === undefined ? [] : [`${chat.id}: ${headline}`];
      }),
    );
}

function repeated(shown: readonly string[]): readonly string[] {
  return shown.filter((one, index) => shown.indexOf(one) !== index);
}

/** How many deliveries `/status` calls unknown, over all entries, once nothing waits any more. */
async function unknownOnTelegram(world: World): Promise<number> {
  const { onDiscord } = hands(world);
  let unknown = 0;
  for (let number = 1; number <= updates; number += 1) {
    const status = await onDiscord(`/status entry:harbour/${number}`);
    unknown += Number(/(\d+) unknown/.exec(status)?.[1] ?? 0);
  }
  return unknown;
}
