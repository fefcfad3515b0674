import { expect } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import type { World } from '../../src/sandbox/world.ts';
import { startEmbeddedRedis } from '../../src/storage/embedded.ts';
import { environmentOf, startBotProcess } from './bot-process.ts';
import { hands, testDataDir, testWorld } from './newsroom.ts';
import { openPlaces } from './places.ts';
import { statuses } from './statuses.ts';

/** How many updates are published. */
export const updates = 8;

/** How many channels follow the story on each platform. */
export const places = 6;

/** A bot at work whose one story several channels on each platform follow. */
export async function begin() {
  const world = await testWorld();
  const dataDir = await testDataDir();
  const redis = await startEmbeddedRedis({ dataDir, log: createLogger({ level: 'error', secrets: [] }) });
  await openPlaces(world, places, { socketPath: redis.socketPath });
  await redis.close();
  const environment = environmentOf(world, dataDir);
  const first = startBotProcess(environment);
  await first.ready();
  return { world, environment, room: hands(world), first };
}

/** Publishes from Telegram, whose updates wait for the bot while it is away. */
export function publishAll({ onTelegram }: ReturnType<typeof hands>): readonly Promise<string>[] {
  const numbers = Array.from({ length: updates }, (_, index) => index + 1);
  return numbers.map((number) => onTelegram(`/update headline:"Update ${number}"\nText ${number}.`));
}

/** Resolves when every command is answered, each by saying that its update is published. */
export async function allPublished(answers: readonly Promise<string>[]): Promise<void> {
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^Published/);
}

/** Resolves when every channel shows all updates. */
export async function everythingShown(world: World): Promise<void> {
  await world.discord.waitFor(() => shownOnDiscord(world).length === updates * places, 60_000);
  await world.telegram.waitFor(() => shownOnTelegram(world).length === updates * places, 60_000);
}

/** Every entry that is shown, as `channel: headline`. */
export function shownOnDiscord({ discord }: World): readonly string[] {
  const channelIds = new Set(discord.requests().flatMap((request) => request.channelId ?? []));
  return [...channelIds].flatMap((id) =>
    discord.messages(id).flatMap(({ content }) => {
      const headline = /^### (Update \d+)/.exec(content)?.[1];
      return headline === undefined ? [] : [`${id}: ${headline}`];
    }),
  );
}

/** The same on Telegram. */
export function shownOnTelegram({ telegram }: World): readonly string[] {
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

/** What is shown more than once where it should be once. */
export function repeated(shown: readonly string[]): readonly string[] {
  return shown.filter((one, index) => shown.indexOf(one) !== index);
}

/** How many deliveries `/status` calls unknown, over all entries, once nothing waits any more. */
export async function unknownOnTelegram(world: World): Promise<number> {
  const said = await statuses(world, updates);
  return said.reduce((sum, status) => sum + Number(/(\d+) unknown/.exec(status)?.[1] ?? 0), 0);
}
