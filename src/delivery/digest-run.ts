import type { DestinationId } from '../domain/destination.ts';
import { hasNews } from '../domain/digest.ts';
import { isStillUseful, slotUpTo } from '../domain/digest-schedule.ts';
import { type Subscription, zoneOf } from '../domain/subscription.ts';
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

/** Makes the scheduled digest of one destination: the one due last, or the one due at `due` if that is later. */
export type DigestRun = (slug: string, destination: DestinationId, due?: Instant) => Promise<void>;

/**
 * Makes one scheduled digest. Its window begins where the last one ended and ends at the moment that was due last.
 * The digest enters the backlog and the window's end is noted in one transaction, so no two digests tell the same,
 * nothing falls between two, even if the clock is set back, and a repeated or parallel run makes none. Of several
 * missed digests one is made, while it is still useful. Otherwise, and when there is no news, the next digest covers
 * everything.
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
    const since = beginningOf(subscription, mark ?? 0);
    if (until <= since || !isStillUseful(digest, zone, { slot: until, now: now() })) return;
    await stories.see(slug, until);
    const isWanted =
      digest.always === true || hasNews(await stories.entries(slug), { since, until, now: until });
    if (!isWanted) return;
    const item = { kind: 'digest', slug, since, until } as const;
    if (await backlogs.putDigest(destination, item, { mark })) await queues.wake([destination], 'normal');
  };
}

/** A newcomer who was told nothing yet is told everything. */
function beginningOf({ isNewcomer, digestSince, since }: Subscription, mark: Instant): Instant {
  return isNewcomer && mark < since ? 0 : Math.max(mark, digestSince ?? since);
}
