import type { Urgency } from '../domain/entry.ts';
import { type Entry, latest } from '../domain/entry.ts';
import { brings, type Subscription } from '../domain/subscription.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import type { BacklogEntry, Backlogs, Outbox, OutboxEvent } from './ports.ts';
import type { Queues } from './queues.ts';

/** Destinations whose backlogs are written in one round trip. */
const chunkSize = 500;

/** What {@link createFanOut} works with. */
export interface FanOutDeps {
  readonly outbox: Outbox;
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly backlogs: Backlogs;
  readonly queues: Queues;
}

/**
 * Carries a story's outbox to its subscribers: puts each event into the backlog of every destination that follows
 * the story and wakes its mailbox. Events go in the order in which they happened, and one leaves the outbox only
 * when all backlogs have it, so a run that dies half way is simply done again.
 */
export function createFanOut({ outbox, stories, subscriptions, backlogs, queues }: FanOutDeps) {
  return async function run(slug: string): Promise<void> {
    for (let event = await outbox.first(slug); event !== undefined; event = await outbox.first(slug)) {
      await carry(slug, event);
      await outbox.done(slug, event);
    }
  };

  async function carry(slug: string, event: OutboxEvent): Promise<void> {
    const number = event.event.kind === 'entry' ? event.event.number : undefined;
    const [subscribers, entry] = await Promise.all([
      subscriptions.ofStory(slug),
      number === undefined ? undefined : stories.entry(slug, number),
    ]);
    const urgency: Urgency = event.event.kind === 'entry' ? event.event.urgency : 'normal';
    for (let from = 0; from < subscribers.length; from += chunkSize) {
      const chunk = subscribers.slice(from, from + chunkSize);
      await backlogs.put(chunk.flatMap((subscription) => items(subscription, event.order, entry)));
      await queues.wake(
        chunk.map((subscription) => subscription.destination),
        urgency,
      );
    }
  }
}

/** The entry, where the subscription brings it or may have brought it before, and the card behind it. */
function items(subscription: Subscription, order: number, entry: Entry | undefined): readonly BacklogEntry[] {
  const { destination, slug } = subscription;
  const card: BacklogEntry = { destination, order, item: { kind: 'card', slug } };
  if (entry === undefined) return [card];
  const isRevised = latest(entry).signal !== 'new';
  if (!isRevised && !brings(subscription.level, entry)) return [card];
  // Half a step before its card: orders are whole numbers.
  return [{ destination, order: order - 0.5, item: { kind: 'entry', slug, number: entry.number } }, card];
}
