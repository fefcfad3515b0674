import type { BacklogItem } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Destination, DestinationId } from '../domain/destination.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Button } from '../newsroom/command/answer.ts';
import type { StoryEvent, Wait } from '../newsroom/records.ts';
import type { Pace } from '../platforms/platform.ts';

/** An event that a story's transaction left behind and that is not yet in every subscriber's backlog. */
export interface OutboxEvent {
  /** Grows with every event of the story, and is close to the moment of the change (ms). */
  readonly order: number;
  readonly event: StoryEvent;
  /** Whether it goes before those that are not. */
  readonly isUrgent: boolean;
  /** What identifies the event in the outbox. */
  readonly token: string;
}

/** The changes of a story that its cards are still to show: the orders of the first and of the last one. */
export interface CardsDue {
  readonly since: number;
  readonly order: number;
}

/** The events that wait for their fan-out, in the order in which they happened. */
export interface Outbox {
  /** The first of the urgent events or, where there is none, the first of all. */
  next(slug: string): Promise<OutboxEvent | undefined>;
  /** The urgent ones among a story's events. */
  urgent(slug: string): Promise<readonly OutboxEvent[]>;
  /** Takes an event out that every backlog has; in the same transaction the story's cards become due, unless they are behind it already. */
  done(slug: string, event: OutboxEvent, cards: 'due' | 'put'): Promise<void>;
  /** What the story's cards do not all show yet, or nothing. */
  cardsDue(slug: string): Promise<CardsDue | undefined>;
  /** The story's cards are in every backlog as of then: what has changed since is still due. */
  cardsPut(slug: string, due: CardsDue): Promise<void>;
  /** The stories that have events waiting, or cards that are due. */
  storiesWaiting(): Promise<readonly string[]>;
}

/**
 * Before everything that is not in front, and there it stays. `front-if-begun`: only where some of it was delivered;
 * where it only waits it keeps its place, since it may not overtake what comes before it, and where it is unknown it
 * is not put at all.
 */
export type FrontPlace = 'front' | 'front-if-begun';

/** Behind what comes with it, where it waits at all and is not in front; else it stays as it is, or out. */
export type BehindPlace = 'behind-if-waiting';

/** One item on its way into one destination's backlog. */
export interface BacklogEntry {
  readonly destination: DestinationId;
  readonly item: BacklogItem;
  /** Lower ones are delivered first, among those in front and among the others. */
  readonly order: number;
  /** Absent for its place by the order: one that waits already keeps it, but a card moves behind what came later. */
  readonly place?: FrontPlace | BehindPlace;
  /** The item (of the same story) whose delivery counts as begun, for `front-if-begun`; this one's own when absent. */
  readonly begunBy?: BacklogItem;
}

/** What is left of a backlog. */
export interface BacklogLeft {
  readonly items: number;
  /** Whether an item in front is among them. */
  readonly isUrgent: boolean;
}

/** A destination with a backlog. */
export interface WaitingDestination {
  readonly destination: DestinationId;
  readonly isUrgent: boolean;
}

/** An item of a backlog as it was read. */
export interface WaitingItem {
  readonly item: BacklogItem;
  /** Another one each time that the item is asked for, also while it waits. */
  readonly stamp: string;
  /** Whether it stands in front. */
  readonly isUrgent: boolean;
  /** About the moment of the change that it is asked for. */
  readonly askedAt: Instant;
  /** Its row, if some of it was delivered (or begun) before. */
  readonly delivery?: Delivery;
}

/** What a run of a mailbox begins with. */
export interface NextItem {
  /** Absent where nothing is known of it (any more). */
  readonly destination?: Destination;
  /** Absent where nothing waits that is not put off. */
  readonly waiting?: WaitingItem;
}

/** An entry that waits for its first delivery. */
export interface UnbegunEntry {
  readonly number: number;
  readonly askedAt: Instant;
}

/** Counts the calls that a {@link Pace} limits, for all processes together. */
export interface Paces {
  /**
   * Counts a call that is made now and tells from when on the next one is allowed; or, when it is too early, counts
   * nothing and tells from when on it is.
   */
  take(
    pace: Pick<Pace, 'name' | 'windows'>,
    now: Instant,
  ): Promise<{ readonly nextAt: Instant } | { readonly allowedAt: Instant }>;
  /** Does not count a call any more that was counted at a moment and is not made. */
  giveBack(pace: Pick<Pace, 'name'>, countedAt: Instant): Promise<void>;
}

/** What each destination still has to be brought up to date with, and what it has. */
export interface Backlogs {
  /** Adds items, or takes note that they were asked for again. Returns the destinations that have something waiting. */
  put(entries: readonly BacklogEntry[]): Promise<readonly WaitingDestination[]>;
  /** The destination, and the item to be delivered there next. */
  next(destination: DestinationId): Promise<NextItem>;
  /** Leaves an item in the backlog and lets the others go on without it, until a moment or until it is urgent. */
  putOff(
    destination: DestinationId,
    waiting: Pick<WaitingItem, 'item' | 'stamp'>,
    until: Instant,
  ): Promise<void>;
  /** When the first of the items that are put off is due again, which may be now; undefined where none is. */
  putOffUntil(destination: DestinationId): Promise<Instant | undefined>;
  /** The waiting entries of a story of which nothing was delivered or begun, with the moments they are asked for. */
  unbegun(destination: DestinationId, slug: string): Promise<readonly UnbegunEntry[]>;
  /**
   * Puts a digest in the place of waiting entries and writes their rows, in one transaction. An entry of which
   * something was begun by then stays. Returns how many entries the digest stands for.
   */
  fold(
    destination: DestinationId,
    digest: Extract<BacklogItem, { kind: 'digest' }>,
    entries: readonly { readonly number: number; readonly revision: number }[],
  ): Promise<number>;
  /** The digests of a story that were told (or begun) and whose window holds a moment. */
  digestsAbout(
    destination: DestinationId,
    slug: string,
    at: Instant,
  ): Promise<readonly Extract<BacklogItem, { kind: 'digest' }>[]>;
  /**
   * Writes the row, if it is still as it was read, and leaves the item in the backlog. False when another run has
   * changed it since; true again when this very row stands there already.
   */
  claim(
    destination: DestinationId,
    waiting: Pick<WaitingItem, 'item' | 'delivery'>,
    delivery: Delivery,
  ): Promise<boolean>;
  /** Writes the row and leaves the item in the backlog. */
  record(destination: DestinationId, item: BacklogItem, delivery: Delivery): Promise<void>;
  /**
   * Takes the item out and, when given, writes its row, in one transaction. An item that was asked for again since
   * it was read stays: what was delivered may be old by then. Returns what is left.
   */
  settle(
    destination: DestinationId,
    waiting: Pick<WaitingItem, 'item' | 'stamp'>,
    delivery?: Delivery,
  ): Promise<BacklogLeft>;
  /** Notes until when a destination is left alone, for people who ask; forgotten at that moment. */
  noteWait(destination: DestinationId, wait: Wait): Promise<void>;
  /** Whether an item in front waits. */
  isUrgent(destination: DestinationId): Promise<boolean>;
  /** Until when the scheduled digests of a story have been told to a destination; undefined before the first. */
  digestedUntil(destination: DestinationId, slug: string): Promise<Instant | undefined>;
  /**
   * Puts a digest into the backlog and moves the mark to its end, in one transaction; false, and nothing is changed,
   * when the mark is not as it was read.
   */
  putDigest(
    destination: DestinationId,
    item: Extract<BacklogItem, { kind: 'digest' }>,
    mark: Instant | undefined,
  ): Promise<boolean>;
  /** All destinations with a backlog, some at a time. */
  destinationsWaiting(): AsyncIterable<readonly WaitingDestination[]>;
}

/** What every desk is to show of one notice. */
export interface Notice {
  readonly content: RichText;
  readonly buttons: readonly Button[];
  /** The desks that were told. */
  readonly places: readonly DestinationId[];
}

/** For so long a notice is kept after it last changed, and so are its rows at the desks. */
export const noticeLifeMs = 30 * 24 * 3_600_000;

/** The texts of Dateline's own that desks show: the stored one is what is wanted, everywhere. */
export interface Notices {
  /** Keeps a notice, or puts another in its place. It is the newest one about what is named, if anything is. */
  put(id: string, notice: Notice, about?: string): Promise<void>;
  find(id: string): Promise<Notice | undefined>;
  /** The id of the newest notice about something. */
  findAbout(about: string): Promise<string | undefined>;
}
