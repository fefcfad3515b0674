import type { DestinationId } from '../src/domain/destination.ts';
import { startBot } from '../src/sandbox/bot.ts';
import { openWorld, type World } from '../src/sandbox/world.ts';
import { startEmbeddedRedis } from '../src/storage/embedded.ts';
import { openStore } from '../src/storage/store.ts';
import { eachOf, log, onGround, temporaryDataDir } from './ground.ts';
import { story, textOf } from './material.ts';
import type { Line } from './report.ts';
import type { Size } from './size.ts';
import { watchDiscord, watchTelegram } from './watch.ts';

/** What the platforms document for every bot. */
const callsPerSecond = { discord: 50, telegram: 30 } as const;

/** Keeping to the limits may take at most this multiple of the time that they require. */
const ratioAtMost = 1.05;
const enoughPlaces = 100;

/** Each place gets the update and the card, which is then pinned. */
const callsPerPlace = 3;

/**
 * One update and its card to many places on both platforms at once, with stand-ins that enforce the platforms'
 * limits: how long it takes compared to what the limits allow, and how often a platform refused.
 */
export async function measureLimits({ limitedPlaces: places }: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const world = await openWorld({ enforceLimits: true });
    onRelease(() => world.close());
    const dataDir = await temporaryDataDir(onRelease);
    await subscribe(dataDir, makePlaces(world, places));
    const app = await startBot(world, { dataDir, log });
    onRelease(() => app.stop());
    const all = { send: places * 2, other: places };
    const watches = { discord: watchDiscord(world), telegram: watchTelegram(world) };
    for (const watch of Object.values(watches)) watch.forget();
    const startedAt = performance.now();
    const { headline, body } = textOf(1);
    const line = `/update story:${story.slug} headline:${headline} body:${body}`;
    const { chief, newsroom } = world.cast.discord;
    await world.discord.command({ as: chief, channelId: newsroom, line });
    const [discordAt, telegramAt] = await Promise.all([
      watches.discord.answered(all),
      watches.telegram.answered(all),
    ]);
    const refusals = world.discord.rateLimitedCount() + world.telegram.rateLimitedCount();
    return [
      timeLine('Discord', discordAt - startedAt, { places, perSecond: callsPerSecond.discord }),
      timeLine('Telegram', telegramAt - startedAt, { places, perSecond: callsPerSecond.telegram }),
      { what: 'answers with status 429', figure: refusals, unit: 'in all', beside: 'both', mustBe: 0 },
    ];
  });
}

function timeLine(
  where: string,
  figure: number,
  { places, perSecond }: { readonly places: number; readonly perSecond: number },
): Line {
  const allowedMs = ((places * callsPerPlace) / perSecond) * 1_000;
  return {
    what: `an update within the limits, ${places} places on ${where}`,
    figure: figure / 1_000,
    unit: 's',
    ratio: figure / allowedMs,
    // A handful of calls says nothing of a rate.
    ...(places >= enoughPlaces && { ratioAtMost }),
    beside: `${allowedMs / 1_000} s: what ${perSecond} calls a second allow`,
  };
}

function makePlaces({ discord, telegram }: World, count: number): readonly DestinationId[] {
  const guildId = discord.addGuild('Maren Readers').id;
  return Array.from({ length: count }, (_, index): readonly DestinationId[] => [
    `discord:${discord.addChannel({ guildId, name: `river-${index}` }).id}`,
    `telegram:${telegram.addChannel({ title: `River ${index}`, username: `river_${index}` }).id}`,
  ]).flat();
}

/** Written to the records before the bot starts, since commands would take as long as what is measured. */
async function subscribe(dataDir: string, places: readonly DestinationId[]): Promise<void> {
  const redis = await startEmbeddedRedis({ dataDir, log });
  const address = { socketPath: redis.socketPath };
  const onError = (error: Error) => log.error({ err: error }, 'no records');
  const store = openStore({ address, prefix: 'dateline', now: Date.now, onError });
  await store.stories.open(story, 'open');
  await eachOf(places, 50, (destination) =>
    store.subscriptions.put({ destination, slug: story.slug, level: 'all', since: 0 }, destination),
  );
  await store.close();
  await redis.close();
}
