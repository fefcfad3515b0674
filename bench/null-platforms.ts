import { createCatchUp } from '../src/delivery/catch-up.ts';
import { createDeskReports } from '../src/delivery/desk-reports.ts';
import { createMailbox } from '../src/delivery/mailbox.ts';
import type { Backlogs } from '../src/delivery/ports.ts';
import { usualAges, usualBackOff } from '../src/delivery/retry.ts';
import { createWantedReader } from '../src/delivery/wanted.ts';
import type { DestinationId } from '../src/domain/destination.ts';
import { createDigests } from '../src/newsroom/digest/digests.ts';
import { renderDiscord } from '../src/platforms/discord/render.ts';
import { renderTelegram } from '../src/platforms/telegram/render.ts';
import type { Store } from '../src/storage/store.ts';
import type { EngineRig } from './engine-rig.ts';
import { eachOf } from './ground.ts';
import { story } from './material.ts';
import { createNullMessenger, type NullMessenger } from './null-messenger.ts';
import { countRenders, type RenderCount } from './render-count.ts';

const concurrency = 50;
/** Places that are subscribed at the same time. */
const atOnce = 500;
const renders = { discord: renderDiscord, telegram: renderTelegram } as const;
export const platforms = ['discord', 'telegram'] as const;

/** One platform without a network, and how often something was rendered for it. */
interface NullPlatform {
  readonly messenger: NullMessenger;
  readonly count: RenderCount;
}

/** What differs from what is usual. */
interface Unusual {
  /** Hears of every message that is sent. */
  readonly onSend?: () => void;
  /** Where fan-out puts what is to be delivered; the store's backlogs when absent. */
  readonly backlogs?: Backlogs;
}

/** Starts the delivery engine with platforms that take everything at once. */
export function startNullPlatforms(
  rig: EngineRig,
  { onSend, backlogs: fanOutTo }: Unusual = {},
): readonly NullPlatform[] {
  const { stories, subscriptions, backlogs, deliveries, notices } = rig.store;
  const wanted = createWantedReader({
    stories,
    subscriptions,
    deliveries,
    notices,
    digests: createDigests({ stories }),
  });
  const catchUp = createCatchUp({ backlogs, stories, subscriptions, now: Date.now });
  const desk = createDeskReports({
    subscriptions,
    tellDesk: async () => 'notice',
    tellDeskAs: async () => undefined,
    reviseNotice: async () => undefined,
    isNews: async () => true,
  });
  const ends = platforms.map((platform) => ({
    messenger: createNullMessenger(platform, renders[platform], onSend),
    count: countRenders(renders[platform]),
  }));
  rig.start(
    ends.map(({ messenger, count }) => {
      const policy = { backOff: usualBackOff, ages: usualAges, random: Math.random, now: Date.now };
      const deps = {
        messenger,
        backlogs,
        subscriptions,
        wanted,
        desk,
        catchUp,
        parts: count.parts,
        ...policy,
      };
      return { platform: messenger.platform, concurrency, run: createMailbox(deps) };
    }),
    fanOutTo,
  );
  return ends;
}

/** Subscribes so many places on each platform. Returns them. */
export async function follow({ subscriptions }: Store, places: number): Promise<readonly DestinationId[]> {
  const channels = Array.from({ length: places }, (_, index) => 1_300_000_000_000_000_000n + BigInt(index));
  const chats = channels.map((_, index) => -1_001_000_000_000n - BigInt(index));
  const ids = [
    ...channels.map((id) => `discord:${id}` as const),
    ...chats.map((id) => `telegram:${id}` as const),
  ];
  await eachOf(ids, atOnce, (destination) =>
    subscriptions.put({ destination, slug: story.slug, level: 'all', since: 0 }, `#news in ${destination}`),
  );
  return ids;
}
