import type { Entry } from '../../domain/entry.ts';
import { isFor, type Subscription } from '../../domain/subscription.ts';
import type { Newsroom } from '../records.ts';

/** The subscriptions that get an entry as a message of its own. */
export async function subscribersOf(room: Newsroom, entry: Entry): Promise<readonly Subscription[]> {
  return subscribersAmong(await room.subscriptions.ofStory(entry.slug), entry);
}

/** Those of a story's subscriptions that get an entry as a message of its own. */
export function subscribersAmong(
  subscriptions: readonly Subscription[],
  entry: Entry,
): readonly Subscription[] {
  return subscriptions.filter((one) => isFor(one, entry));
}

/**
 * How many subscriptions get an entry, for an answer about what is already saved. Undefined when the records no
 * longer answer: that must not sound as if nothing had been saved.
 */
export async function countSubscribers(room: Newsroom, entry: Entry): Promise<number | undefined> {
  try {
    return (await subscribersOf(room, entry)).length;
  } catch {
    return undefined;
  }
}

/** The subscription without scheduled digests. */
export function withoutDigests(subscription: Subscription): Subscription {
  const { digest: _, ...silent } = subscription;
  return silent;
}
