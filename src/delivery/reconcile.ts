import type { Story } from '../domain/story.ts';
import { type Subscription, zoneOf } from '../domain/subscription.ts';
import type { UpkeepSettings } from '../domain/upkeep.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { digestSchedulerId, scheduleDigests, scheduleEntry } from './clock.ts';
import type { DigestRun } from './digest-run.ts';
import { digestPattern } from './digest-times.ts';
import type { Backlogs, Outbox } from './ports.ts';
import { type Queues, wakeByUrgency } from './queues.ts';
import { scheduleUpkeep } from './upkeep.ts';

/** What {@link createReconciler} works with. */
export interface ReconcilerDeps {
  readonly outbox: Outbox;
  readonly backlogs: Backlogs;
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly queues: Queues;
  /** Makes sure that the desk was told of an entry that waits for it. */
  readonly announce: (slug: string, number: number) => Promise<void>;
  /** Sends a newcomer what newcomers get. May be called again for the same one. */
  readonly welcome: (newcomer: Subscription) => Promise<unknown>;
  readonly now: () => number;
  readonly digest: DigestRun;
  readonly upkeep?: { readonly settings: UpkeepSettings };
}

/**
 * Makes the queues agree with the records again: every outbox event, backlog, scheduled entry and digest schedule
 * without a job gets one, every submission its notice at the desk, and every newcomer card and digest. The records
 * are the truth and the queues a hint, so even losing every queue key loses no work. What waits too long since the
 * clock was set back comes. When nothing is missing this changes nothing, since every job is deduplicated by its
 * purpose.
 */
export function createReconciler(deps: ReconcilerDeps) {
  const { outbox, backlogs, stories, subscriptions, queues, announce, now } = deps;

  return async function reconcile(): Promise<void> {
    await queues.shortenWaits(now());
    for (const slug of await outbox.storiesWaiting()) {
      const urgent = await outbox.urgent(slug);
      await queues.fanOut(slug, urgent.length > 0 ? 'flash' : 'normal');
    }
    for await (const waiting of backlogs.destinationsWaiting()) await wakeByUrgency(queues, waiting);
    await reconcileClock();
  };

  async function reconcileClock(): Promise<void> {
    const schedulers = await queues.clock.getJobSchedulers();
    const known = new Map(schedulers.map(({ key, pattern }) => [key, pattern]));
    for (const story of await stories.list()) {
      if (story.state === 'closed') continue;
      await reconcileEntries(story);
      await reconcileSubscriptions(story, known);
    }
  }

  async function reconcileEntries(story: Story): Promise<void> {
    const entries = await stories.entries(story.slug);
    if (deps.upkeep !== undefined)
      await scheduleUpkeep(queues, { story, entries }, { settings: deps.upkeep.settings, now: now() });
    for (const entry of entries) {
      if (entry.status === 'submitted') await announce(story.slug, entry.number);
      if (entry.status !== 'scheduled') continue;
      await scheduleEntry(queues, { slug: story.slug, number: entry.number, at: entry.publishedAt }, now());
    }
  }

  /** `known` holds the pattern of every existing job scheduler. */
  async function reconcileSubscriptions(
    story: Story,
    known: ReadonlyMap<string, string | undefined>,
  ): Promise<void> {
    for (const subscription of await subscriptions.ofStory(story.slug)) {
      if (subscription.isNewcomer) await deps.welcome(subscription);
      const { digest, destination } = subscription;
      const pattern = known.get(digestSchedulerId(destination, story.slug));
      if (digest === undefined || pattern === digestPattern(digest, zoneOf(subscription, story))) continue;
      await scheduleDigests(queues, subscription, story.zone);
      // Makes up for digests that were due while the scheduler was missing.
      await deps.digest(story.slug, destination);
    }
  }
}
