import type { DestinationId } from '../domain/destination.ts';
import { hasNews } from '../domain/digest.ts';
import { isStillUseful, slotUpTo } from '../domain/digest-schedule.ts';
import { zoneOf } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { scheduleDigests } from './clock.ts';
import { settleMs } from './digest-times.ts';
import type { Backlogs } from './ports.ts';
import type { Queues } from './queues.ts';

/** What {@link createDigestRun} works with. */
export interface DigestRunDeps {
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly backlogs: Backlogs;
  readonly queues: Queues;
  readonly now: () => Instant;
}

/** Makes the scheduled digest of one destination that was due last, or at `due` if that is later. */
export type DigestRun = (slug: string, destination: DestinationId, due?: Instant) => Promise<void>;

/**
 * One scheduled digest: the half-open window from the end of the last one to the moment that was due last goes into
 * the destination's backlog, and the mark moves with it in one transaction. So no two digests tell the same, nothing
 * falls between two, and a run that is repeated, or runs beside another one, makes none. Of several that were missed
 * one is made, while it is still of use; else, and where there is no news, the next one tells it all.
 */
export function createDigestRun(deps: DigestRunDeps): DigestRun {
  const { stories, subscriptions, backlogs, queues, now } = deps;
  return async function run(slug, destination, due = 0) {
    const [subscription, story] = await Promise.all([
      subscriptions.find(destination, slug),
      stories.find(slug),
    ]);
    const digest = subscription?.digest;
    if (subscription === undefined || digest === undefined || story?.state !== 'live') {
      await scheduleDigests(queues, { destination, slug }, 'UTC');
      return;
    }
    const zone = zoneOf(subscription, story);
    const until = Math.max(due, slotUpTo(digest, zone, now() - settleMs));
    const mark = await backlogs.digestedUntil(destination, slug);
    const since = Math.max(mark ?? 0, subscription.digestSince ?? subscription.since);
    if (until <= since || !isStillUseful(digest, zone, { slot: until, now: now() })) return;
    const isWanted =
      digest.always === true || hasNews(await stories.entries(slug), { since, until, now: until });
    if (!isWanted) return;
    const item = { kind: 'digest', slug, since, until } as const;
    if (await backlogs.putDigest(destination, item, mark)) await queues.wake([destination], 'normal');
  };
}
