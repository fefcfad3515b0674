import type { BacklogItem, DigestItem } from '../domain/backlog-item.ts';
import { correctionNumbers } from '../domain/correction.ts';
import { type Entry, latest } from '../domain/entry.ts';
import { brings, type Subscription } from '../domain/subscription.ts';
import type { BacklogEntry, FrontPlace, OutboxEvent } from './ports.ts';

/**
 * Orders of events are whole numbers. What one event brings goes in this order, by steps before its own number: the
 * entry (or the last digest), then its corrections, then the card.
 */
const stepsBefore = { entry: 0.5, correction: 0.25 } as const;

/** What an event about an entry brings to one reader: the entry and its corrections. Pure. */
export function entryItems(
  subscription: Subscription,
  happened: OutboxEvent,
  entry: Entry,
): readonly BacklogEntry[] {
  const isRevised = latest(entry).signal !== 'new';
  // The subscription may have brought an earlier revision although it does not bring this one.
  if (!isRevised && !brings(subscription.level, entry)) return [];
  return [entryItem(subscription, happened, entry), ...correctionItems(subscription, happened, entry)];
}

function entryItem({ destination }: Subscription, { order, event }: OutboxEvent, entry: Entry): BacklogEntry {
  const place = placeOf(event, entry);
  return { destination, order: order - stepsBefore.entry, item: itemOf(entry), ...(place && { place }) };
}

/** A new correction goes wherever a copy is. Older ones only change, where they were (or should have been) sent. */
function correctionItems(
  { destination }: Subscription,
  { order, event }: OutboxEvent,
  entry: Entry,
): readonly BacklogEntry[] {
  const { slug, number } = entry;
  const newest = event.kind === 'entry' ? event.corrects : undefined;
  return correctionNumbers(entry).map((revision) => ({
    destination,
    order: order - stepsBefore.correction,
    item: { kind: 'correction', slug, number, revision },
    place: 'front-if-begun',
    ...(revision === newest && { begunBy: itemOf(entry) }),
  }));
}

function itemOf({ slug, number }: Entry): BacklogItem {
  return { kind: 'entry', slug, number };
}

function placeOf(event: OutboxEvent['event'], entry: Entry): FrontPlace | undefined {
  if (event.kind !== 'entry' || event.urgency !== 'flash') return undefined;
  return entry.urgency === 'flash' ? 'front' : 'front-if-begun';
}

/** The last digest of a story that was closed. */
export function wrapUpItem({ destination }: Subscription, order: number, item: DigestItem): BacklogEntry {
  return { destination, order: order - stepsBefore.entry, item };
}

/** How a reader's card follows a change. */
export type CardOf = (subscription: Subscription, order: number) => BacklogEntry;

/** A card for its place in turn, which is behind everything else that waits. */
export function cardInPlace({ destination, slug }: Subscription, order: number): BacklogEntry {
  return { destination, order, item: { kind: 'card', slug } };
}

/** A card that waits already does not hold up the news. */
export function cardBehind(subscription: Subscription, order: number): BacklogEntry {
  return { ...cardInPlace(subscription, order), place: 'behind-if-waiting' };
}

/**
 * A card that is there moves to the front to take something back. One that only waits will be right when its turn
 * comes.
 */
export function cardInFront(subscription: Subscription, order: number): BacklogEntry {
  return { ...cardInPlace(subscription, order), place: 'front-if-begun' };
}
