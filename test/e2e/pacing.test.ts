import { expect, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { startEmbeddedRedis } from '../../src/storage/embedded.ts';
import { hands, testBot, testDataDir, testWorld } from '../support/newsroom.ts';
import { openPlaces } from '../support/places.ts';

const log = createLogger({ level: 'error', secrets: [] });
const places = 60;

// The limits are kept by the clock: a machine that stops for a moment can break one, so this one has another chance.
test('an update and its card reach sixty places on each platform without one 429', {
  retry: 2,
  timeout: 90_000,
}, async () => {
  const world = await testWorld({ enforceLimits: true });
  const dataDir = await testDataDir();
  const { discord, telegram } = world;
  const redis = await startEmbeddedRedis({ dataDir, log });
  const { channels, chats } = await openPlaces(world, places, { socketPath: redis.socketPath });
  await redis.close();
  await testBot(world, { dataDir, log });
  await hands(world).onDiscord('/update story:harbour headline:Bridge closed body:Nobody may cross.');

  await telegram.waitFor(() => chats.every((id) => telegram.pins(id).length === 1), 60_000);
  await discord.waitFor(() => channels.every((id) => discord.pins(id).length === 1), 60_000);
  await telegram.waitFor(() => chats.every((id) => telegram.messages(id).length === 2), 60_000);
  expect(telegram.rateLimitedCount()).toBe(0);
  expect(discord.rateLimitedCount()).toBe(0);
});
