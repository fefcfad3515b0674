import type { Entry } from '../domain/entry.ts';
import { brings, type Subscription } from '../domain/subscription.ts';
import type { Newsroom } from './records.ts';

/** The subscriptions that bring an entry as a message of its own. */
export async function subscribersOf(room: Newsroom, entry: Entry): Promise<readonly Subscription[]> {
  const subscriptions = await room.subscriptions.ofStory(entry.slug);
  return subscriptions.filter(({ level, since }) => brings(level, entry) && since <= entry.publishedAt);
}
