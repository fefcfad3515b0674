import { expect, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import type { World } from '../../src/sandbox/world.ts';
import { startEmbeddedRedis } from '../../src/storage/embedded.ts';
import { environmentOf, startBotProcess } from '../support/bot-process.ts';
import { hands, testBot, testDataDir, testWorld } from '../support/newsroom.ts';
import { openPlaces } from '../support/places.ts';
import { redisChild } from '../support/redis-child.ts';

const log = createLogger({ level: 'error', secrets: [] });
const places = 60;
// The limits are kept by the clock: a machine that stops for a moment can break one, so each has another chance.
const kept = { retry: 2, timeout: 90_000 };

type Places = Awaited<ReturnType<typeof openPlaces>>;

async function publishWithoutRefusal(world: World, { channels, chats }: Places): Promise<void> {
  const { discord, telegram } = world;
  await hands(world).onDiscord('/update story:harbour headline:Bridge closed body:Nobody may cross.');
  await telegram.waitFor(() => chats.every((id) => telegram.pins(id).length === 1), 60_000);
  await discord.waitFor(() => channels.every((id) => discord.pins(id).length === 1), 60_000);
  await telegram.waitFor(() => chats.every((id) => telegram.messages(id).length === 2), 60_000);
  expect(telegram.rateLimitedCount()).toBe(0);
  expect(discord.rateLimitedCount()).toBe(0);
}

test('an update and its card reach sixty places on each platform without one 429', kept, async () => {
  const world = await testWorld({ enforceLimits: true });
  const dataDir = await testDataDir();
  const redis = await startEmbeddedRedis({ dataDir, log });
  const opened = await openPlaces(world, places, { socketPath: redis.socketPath });
  await redis.close();
  await testBot(world, { dataDir, log });
  await publishWithoutRefusal(world, opened);
});

test('nor is there one when three workers share the sixty places', kept, async () => {
  const world = await testWorld({ enforceLimits: true });
  const redis = await redisChild();
  await redis.start();
  const opened = await openPlaces(world, places, { url: redis.url });
  const environment = {
    ...environmentOf(world, await testDataDir()),
    REDIS_URL: redis.url,
    UNDO_SECONDS: '0',
  };
  const all = ['gateway', 'worker', 'worker', 'worker'].map((role) =>
    startBotProcess({ ...environment, ROLES: `${role},web` }),
  );
  await Promise.all(all.map((one) => one.ready()));
  await publishWithoutRefusal(world, opened);
});
