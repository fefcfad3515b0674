import type { Delivery } from '../domain/delivery.ts';
import type { Destination } from '../domain/destination.ts';
import { appearedAt, type Entry } from '../domain/entry.ts';
import { isFor, type Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import type { Backlogs, WaitingItem } from './ports.ts';

/** Up to this many missed entries are still delivered one by one. */
const handful = 5;

/** An entry that waited this long was blocked: by a fault, by a limit, or because no process was running. */
const longBlockMs = 15 * 60_000;

/** What {@link createCatchUp} works with. */
export interface CatchUpDeps {
  readonly backlogs: Backlogs;
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly now: () => Instant;
}

/**
 * Makes one digest of what a destination missed while it was paused, or blocked for a quarter of an hour, when more
 * than a handful of a story's entries wait for their first delivery: else a burst of old news would follow. Called
 * when the first such entry has its turn; true when a digest has taken its place.
 */
export function createCatchUp({ backlogs, stories, subscriptions, now }: CatchUpDeps) {
  return async function fold({ id, state }: Destination, { item, delivery, askedAt }: WaitingItem) {
    const missedUntil = missedBefore(state, now());
    if (item.kind !== 'entry' || !isUnbegun(delivery) || askedAt > missedUntil) return false;
    const missed = (await backlogs.unbegun(id, item.slug)).filter((one) => one.askedAt <= missedUntil);
    if (missed.length <= handful) return false;
    const [subscription, entries] = await Promise.all([
      subscriptions.find(id, item.slug),
      stories.entries(item.slug),
    ]);
    const numbers = new Set(missed.map(({ number }) => number));
    const due = entries.filter((entry) => numbers.has(entry.number) && isDue(entry, subscription));
    const [first, ...others] = due;
    if (first === undefined || due.length <= handful) return false;
    const moments = [first, ...others].map(appearedAt);
    const window = { since: Math.min(...moments), until: Math.max(...moments) + 1 };
    const digest = { kind: 'digest', slug: item.slug, ...window, isCatchUp: true } as const;
    const rows = due.map(({ number, revisions }) => ({ number, revision: revisions.length }));
    return (await backlogs.fold(id, digest, rows)) > 0;
  };
}

/** Whether nothing of an entry was sent yet. An attempt that was refused leaves an empty row. */
function isUnbegun(delivery: Delivery | undefined): boolean {
  if (delivery === undefined) return true;
  return delivery.state === 'partial' && delivery.copies.length === 0 && delivery.attempt === undefined;
}

/** Whatever was asked for before this moment was missed. */
function missedBefore(state: Destination['state'], now: Instant): Instant {
  const resumedAt = state.kind === 'active' ? (state.since ?? 0) : 0;
  return Math.max(resumedAt, now - longBlockMs);
}

/** Whether a destination should get an entry of which it has nothing yet. */
export function isDue(entry: Entry, subscription: Subscription | undefined): boolean {
  return subscription !== undefined && entry.status === 'usable' && isFor(subscription, entry);
}
