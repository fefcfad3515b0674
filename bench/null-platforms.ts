import { createMailbox } from '../src/delivery/mailbox.ts';
import type { Backlogs } from '../src/delivery/ports.ts';
import type { DestinationId } from '../src/domain/destination.ts';
import { platforms } from '../src/domain/person.ts';
import { renderDiscord } from '../src/platforms/discord/render.ts';
import { renderTelegram } from '../src/platforms/telegram/render.ts';
import type { Store } from '../src/storage/store.ts';
import { type EngineRig, mailboxParts } from './engine-rig.ts';
import { eachOf } from './ground.ts';
import { story } from './material.ts';
import { createNullMessenger, type NullMessenger } from './null-messenger.ts';
import { countRenders, type RenderCount } from './render-count.ts';

const concurrency = 50;
/** How many places are subscribed at the same time. */
const atOnce = 500;
const renders = { discord: renderDiscord, telegram: renderTelegram } as const;

/** One platform without a network, with a count of renderings. */
interface NullPlatform {
  readonly messenger: NullMessenger;
  readonly count: RenderCount;
}

/** What differs from the defaults. */
interface Unusual {
  /** Called for every message that is sent. */
  readonly onSend?: () => void;
  /** Where fan-out puts what is to be delivered; the store's backlogs by default. */
  readonly backlogs?: Backlogs;
}

/** Starts the delivery engine with platforms that accept everything at once. */
export function startNullPlatforms(
  rig: EngineRig,
  { onSend, backlogs: fanOutTo }: Unusual = {},
): readonly NullPlatform[] {
  const common = mailboxParts(rig.store);
  const ends = platforms.map((platform) => ({
    messenger: createNullMessenger(platform, renders[platform], onSend),
    count: countRenders(renders[platform]),
  }));
  rig.start(
    ends.map(({ messenger, count }) => ({
      platform: messenger.platform,
      concurrency,
      run: createMailbox({ ...common, messenger, parts: count.parts }),
    })),
    fanOutTo,
  );
  return ends;
}

/** Subscribes this many places on each platform, and returns them. */
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
