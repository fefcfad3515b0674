import { expect, onTestFinished, test } from 'vitest';
import type { DestinationId } from '../../src/domain/destination.ts';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/stage.ts';
import { startEmbeddedRedis } from '../../src/storage/embedded.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';

const log = createLogger({ level: 'error', secrets: [] });
const places = 60;

// The limits are kept by the clock: a machine that stops for a moment can break one, and so this one has another chance.
test('an update and its card reach sixty places on each platform without one 429', {
  retry: 2,
  timeout: 90_000,
}, async () => {
  const world = await testWorld({ enforceLimits: true });
  const dataDir = await testDataDir();
  const { discord, telegram, cast } = world;
  const numbers = Array.from({ length: places }, (_, index) => index);
  const channels = numbers.map(
    (n) => discord.addChannel({ guildId: cast.discord.guildId, name: `c${n}` }).id,
  );
  const chats = numbers.map((n) => telegram.addChannel({ title: `C ${n}`, username: `chat_${n}` }).id);
  await withStore(dataDir, async ({ stories, subscriptions }) => {
    const story = { slug: 'harbour', headline: 'Harbour', zone: 'Europe/Oslo', openedAt: 0, lastNumber: 0 };
    await stories.open({ ...story, related: [], state: 'live', keyDevelopments: [] }, 'open');
    const all: readonly DestinationId[] = [
      ...channels.map((id) => `discord:${id}` as const),
      ...chats.map((id) => `telegram:${id}` as const),
    ];
    for (const destination of all)
      await subscriptions.put({ destination, slug: 'harbour', level: 'all', since: 0 }, destination);
  });
  const app = await startBot(world, { dataDir, log });
  onTestFinished(() => app.stop());
  await hands(world).onDiscord('/update story:harbour headline:Bridge closed body:Nobody may cross.');

  await telegram.waitFor(() => chats.every((id) => telegram.pins(id).length === 1), 60_000);
  await discord.waitFor(() => channels.every((id) => discord.pins(id).length === 1), 60_000);
  await telegram.waitFor(() => chats.every((id) => telegram.messages(id).length === 2), 60_000);
  expect(telegram.rateLimitedCount()).toBe(0);
  expect(discord.rateLimitedCount()).toBe(0);
});

/** The records before the bot is there. */
async function withStore(dataDir: string, use: (store: Store) => Promise<void>): Promise<void> {
  const redis = await startEmbeddedRedis({ dataDir, log });
  const fail = (error: Error) => {
    throw error;
  };
  const address = { socketPath: redis.socketPath };
  const store = openStore({ address, prefix: 'dateline', now: Date.now, onError: fail });
  await use(store);
  await store.close();
  await redis.close();
}
