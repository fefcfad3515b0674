import type { BacklogItem } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/instant.ts';
import type { RichText } from '../domain/rich-text.ts';
import type { StoryEvent } from '../newsroom/records.ts';

/** An event that a story's transaction left behind and that is not yet in every subscriber's backlog. */
export interface OutboxEvent {
  /** Grows with every event of the story, and is close to the moment of the change (ms). */
  readonly order: number;
  readonly event: StoryEvent;
  /** What identifies the event in the outbox. */
  readonly token: string;
}

/** The events that wait for their fan-out, in the order in which they happened. */
export interface Outbox {
  first(slug: string): Promise<OutboxEvent | undefined>;
  done(slug: string, event: OutboxEvent): Promise<void>;
  /** The stories that have events waiting. */
  storiesWaiting(): Promise<readonly string[]>;
}

/** One item on its way into one destination's backlog. */
export interface BacklogEntry {
  readonly destination: DestinationId;
  readonly item: BacklogItem;
  /** Lower ones are delivered first. */
  readonly order: number;
}

/** An item of a backlog as it was read. */
export interface WaitingItem {
  readonly item: BacklogItem;
  /** Another one each time that the item is asked for, also while it waits. */
  readonly stamp: string;
  /** Its row, if some of it was delivered (or begun) before. */
  readonly delivery?: Delivery;
}

/** What each destination still has to be brought up to date with, and what it has. */
export interface Backlogs {
  /** Adds items. One that waits already keeps its place, but a card moves behind what came after it. */
  put(entries: readonly BacklogEntry[]): Promise<void>;
  /** The item to be delivered next. */
  next(destination: DestinationId): Promise<WaitingItem | undefined>;
  /**
   * Writes the row, if it is still as it was read, and leaves the item in the backlog. False when another run has
   * changed it since; true again when this very row stands there already.
   */
  claim(destination: DestinationId, waiting: WaitingItem, delivery: Delivery): Promise<boolean>;
  /** Writes the row and leaves the item in the backlog. */
  record(destination: DestinationId, item: BacklogItem, delivery: Delivery): Promise<void>;
  /**
   * Takes the item out and, when given, writes its row, in one transaction. An item that was asked for again since
   * it was read stays: what was delivered may be old by then. Returns how many items are left.
   */
  settle(
    destination: DestinationId,
    waiting: Pick<WaitingItem, 'item' | 'stamp'>,
    delivery?: Delivery,
  ): Promise<number>;
  /** Until when the scheduled digests of a story have been told to a destination; undefined before the first. */
  digestedUntil(destination: DestinationId, slug: string): Promise<Instant | undefined>;
  /** Puts a digest into the backlog (unless that very one waits) and moves the mark, in one transaction. */
  putDigest(destination: DestinationId, item: Extract<BacklogItem, { kind: 'digest' }>): Promise<void>;
  /** All destinations with a backlog, some at a time. */
  destinationsWaiting(): AsyncIterable<readonly DestinationId[]>;
  /** Keeps the text of a notice for a destination. */
  putNotice(destination: DestinationId, id: string, content: RichText): Promise<void>;
  notice(destination: DestinationId, id: string): Promise<RichText | undefined>;
}
