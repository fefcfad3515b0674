import type { BacklogItem, DigestItem } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Destination, DestinationId } from '../domain/destination.ts';
import type { PlatformName } from '../domain/person.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Button } from '../newsroom/command/answer.ts';
import type { StoryEvent, Wait } from '../newsroom/records.ts';
import type { Instead } from '../newsroom/wire.ts';
import type { Pace, PaceWindow } from '../platforms/platform.ts';

/** An event that a change of a story left behind, until it is in every subscriber's backlog. */
export interface OutboxEvent {
  /** Grows with every event of the story. It is close to the moment of the change (ms). */
  readonly order: number;
  readonly event: StoryEvent;
  /** Whether it goes before events that are not urgent. */
  readonly isUrgent: boolean;
  /** Identifies the event in the outbox. */
  readonly token: string;
}

/** Changes that the cards of a story do not show yet: the orders of the first and of the last. */
export interface CardsDue {
  readonly since: number;
  readonly order: number;
}

/** The events that wait for their fan-out, in the order in which they happened. */
export interface Outbox {
  /** The first urgent event or, if there is none, the first event. */
  next(slug: string): Promise<OutboxEvent | undefined>;
  /** A story's urgent events. */
  urgent(slug: string): Promise<readonly OutboxEvent[]>;
  /**
   * Removes an event that is in every backlog. In the same transaction the story's cards become due, unless they were
   * put along with it.
   */
  done(slug: string, event: OutboxEvent, cards: 'due' | 'put'): Promise<void>;
  /** The changes that some of the story's cards do not show yet; undefined for none. */
  cardsDue(slug: string): Promise<CardsDue | undefined>;
  /** The cards are in every backlog as of `due`. Whatever has changed since is still due. */
  cardsPut(slug: string, due: CardsDue): Promise<void>;
  /** The stories with waiting events or due cards. */
  storiesWaiting(): Promise<readonly string[]>;
}

/**
 * The front: before everything that is not there itself. `front-if-begun` moves an item there only if some of it was
 * delivered. One that only waits keeps its place, since it may not overtake what comes before it; an unknown one is
 * not added.
 */
export type FrontPlace = 'front' | 'front-if-begun';

/**
 * Directly behind the items that it comes with, if it already waits and is not in front. Otherwise it is left as it
 * is, or not added.
 */
export type BehindPlace = 'behind-if-waiting';

/** An item to put into one destination's backlog. */
export interface BacklogEntry {
  readonly destination: DestinationId;
  readonly item: BacklogItem;
  /** Lower ones are delivered first, both among those in front and among the others. */
  readonly order: number;
  /**
   * Absent for the place by its order. An item that waits already keeps its place, but a card moves behind later
   * ones.
   */
  readonly place?: FrontPlace | BehindPlace;
  /**
   * For `front-if-begun`: the item (of the same story) whose delivery has to be begun; this item itself when absent.
   */
  readonly begunBy?: BacklogItem;
}

/** What is left of a backlog. */
export interface BacklogLeft {
  readonly items: number;
  /** Whether an item in front is still waiting. */
  readonly isUrgent: boolean;
}

/** A destination with a backlog. */
export interface WaitingDestination {
  readonly destination: DestinationId;
  readonly isUrgent: boolean;
}

/** An item of a backlog, as it was read. */
export interface WaitingItem {
  readonly item: BacklogItem;
  /** Changes each time the item is asked for, even while it waits. */
  readonly stamp: string;
  /** Whether it is in front. */
  readonly isUrgent: boolean;
  /** Close to the moment of the change for which it was asked. */
  readonly askedAt: Instant;
  /** Its row, if some of it was delivered or begun before. */
  readonly delivery?: Delivery;
}

/** What a run of a mailbox begins with. */
export interface NextItem {
  /** Absent when the destination is not known (any more). */
  readonly destination?: Destination;
  /** Absent when nothing waits, or everything is put off. */
  readonly waiting?: WaitingItem;
}

/** An entry that waits for its first delivery. */
export interface UnbegunEntry {
  readonly number: number;
  readonly askedAt: Instant;
}

/** Counts the calls that a {@link Pace} limits, across all processes. */
export interface Paces {
  /**
   * Counts a call that is made now and returns when the next one is allowed. When it is too early, counts nothing and
   * returns when this one is.
   */
  take(
    pace: Pick<Pace, 'name' | 'windows'>,
    now: Instant,
  ): Promise<{ readonly nextAt: Instant } | { readonly allowedAt: Instant }>;
  /** Uncounts a call that was counted at a moment but is not made. */
  giveBack(pace: Pick<Pace, 'name'>, countedAt: Instant): Promise<void>;
}

/**
 * Counts all calls of a bot, across all processes. Unlike {@link Paces} it goes by the clock of the records: calls are
 * so close together that the clocks of the processes differ by too much.
 */
export interface BotCalls {
  /** Counts a call that is made now and returns 0. When it is too early, returns in how many ms to ask again. */
  take(platform: PlatformName, window: PaceWindow): Promise<number>;
}

/** What each destination still has to be brought up to date with, and what it has. */
export interface Backlogs {
  /** Adds items, or notes that they were asked for again. Returns the destinations that have something waiting. */
  put(entries: readonly BacklogEntry[]): Promise<readonly WaitingDestination[]>;
  /** The destination and the next item to deliver there. */
  next(destination: DestinationId): Promise<NextItem>;
  /** Leaves an item in the backlog but lets the others go first, until a moment or until it becomes urgent. */
  putOff(
    destination: DestinationId,
    waiting: Pick<WaitingItem, 'item' | 'stamp'>,
    until: Instant,
  ): Promise<void>;
  /** When the first of the put-off items is due again, which may be now; undefined when none is put off. */
  putOffUntil(destination: DestinationId): Promise<Instant | undefined>;
  /** The ids of the first notices that wait. */
  notices(destination: DestinationId): Promise<readonly string[]>;
  /** The waiting entries of a story of which nothing was delivered or begun, and when each was asked for. */
  unbegun(destination: DestinationId, slug: string): Promise<readonly UnbegunEntry[]>;
  /**
   * Replaces waiting entries by a digest and writes their rows, in one transaction. An entry that was begun meanwhile
   * stays. Returns how many entries were replaced.
   */
  fold(
    destination: DestinationId,
    digest: DigestItem,
    entries: readonly { readonly number: number; readonly revision: number }[],
  ): Promise<number>;
  /** The digests of a story that were delivered (or begun) and whose window includes one of these moments. */
  digestsAbout(
    destination: DestinationId,
    slug: string,
    moments: readonly Instant[],
  ): Promise<readonly DigestItem[]>;
  /**
   * Writes the row if it is still as it was read, and leaves the item in the backlog. Returns false when another run
   * has changed the row since, but true when this very row is already there.
   */
  record(
    destination: DestinationId,
    waiting: Pick<WaitingItem, 'item' | 'delivery'>,
    delivery: Delivery,
  ): Promise<boolean>;
  /**
   * Removes the item and, when given, writes its row, in one transaction. An item that was asked for again since it
   * was read stays, since what was delivered may be outdated. Returns what is left; undefined, and nothing is changed,
   * when another run has changed the row since it was read.
   */
  settle(
    destination: DestinationId,
    waiting: Pick<WaitingItem, 'item' | 'stamp' | 'delivery'>,
    delivery?: Delivery,
  ): Promise<BacklogLeft | undefined>;
  /**
   * Notes until when a destination has to wait, for people who ask. The note ends at that moment; after a failure it
   * stands for as long as the next call may take.
   */
  noteWait(destination: DestinationId, wait: Wait): Promise<void>;
  /** Whether an item in front is waiting. */
  isUrgent(destination: DestinationId): Promise<boolean>;
  /** The end of the last scheduled digest of a story for a destination; undefined before the first. */
  digestedUntil(destination: DestinationId, slug: string): Promise<Instant | undefined>;
  /**
   * Puts a digest into the backlog, by its end if no order is given, and notes its end, in one transaction. Returns
   * false, and changes nothing, when the end of the last one is not `mark` as it was read.
   */
  putDigest(
    destination: DestinationId,
    item: DigestItem,
    at: { readonly mark: Instant | undefined; readonly order?: Instant },
  ): Promise<boolean>;
  /** All destinations with a backlog, in batches. */
  destinationsWaiting(): AsyncIterable<readonly WaitingDestination[]>;
}

/** What every desk should show of one notice. */
export interface Notice {
  readonly content: RichText;
  readonly buttons: readonly Button[];
  /** The desks that were told. */
  readonly places: readonly DestinationId[];
  /** For one place alone: what is told where that does not take it. */
  readonly instead?: Instead;
}

/** How long a notice and its delivery rows are kept after its last change. */
export const noticeLifeMs = 30 * 24 * 3_600_000;

/** Dateline's own texts for the desks. What is stored here is what every desk should show. */
export interface Notices {
  /** Stores a notice, replacing one with the same id. With `about`, it becomes the newest notice of that name. */
  put(id: string, notice: Notice, about?: string): Promise<void>;
  find(id: string): Promise<Notice | undefined>;
  /** The id of the newest notice of a name. */
  findAbout(about: string): Promise<string | undefined>;
}
