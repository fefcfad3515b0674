import type { StoryItem } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Destination, DestinationId } from '../domain/destination.ts';
import type { Entry, Revision, Urgency } from '../domain/entry.ts';
import type { Person, PersonId, Role } from '../domain/person.ts';
import type { Story } from '../domain/story.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Digests } from './digest/digests.ts';
import type { DraftRecords } from './draft-records.ts';
import type { KeptRecords } from './kept-records.ts';
import type { Limits } from './limits.ts';
import type { Previewer } from './previewer.ts';
import type { Deed, DeedDone } from './story/deed.ts';
import type { Wire } from './wire.ts';

/**
 * What a change means for subscribers: `entry` — that entry was published or revised (and the card with it);
 * `story` — only the card changed; `closed` — so did it, and a last digest tells the story. The urgency is that of `urgencyNow`: with `flash` the event overtakes the others.
 */
export type StoryEvent =
  | {
      readonly kind: 'entry';
      readonly number: number;
      readonly urgency: Urgency;
      /** The number of revisions with this one, which is a correction: every copy gets it as an answer. */
      readonly corrects?: number;
    }
  | { readonly kind: 'story' | 'closed' };

/** A story as it is now and, when one was asked for, one of its entries. */
export interface StoryFile {
  readonly story: Story;
  readonly entry?: Entry;
}

/** What a use case decided: the new story, the new or revised entry, and what to tell subscribers. */
export interface StoryChange {
  readonly story: Story;
  /** A new entry, or the loaded one with exactly one revision appended or its status changed. */
  readonly entry?: Entry;
  readonly events: readonly StoryEvent[];
  /**
   * Puts the revisions so far away under seal, with these lines: those of `entry`, which say the same without words,
   * take their place. For kills.
   */
  readonly seals?: Pick<Sealed, 'bullets'>;
  /** What is noted in the story's log; absent where the entry's own revision says it. */
  readonly did?: Deed;
}

/** What a kill puts under seal. */
export interface Sealed {
  /** The revisions as they were, oldest first. */
  readonly revisions: readonly Revision[];
  /** The lines that the entry had, or was to have, among the key developments. */
  readonly bullets: readonly string[];
}

/** A change that is safe in the records. */
export interface Changed extends StoryFile {
  /** True when this call had made its change before, so that nothing was changed now. */
  readonly repeated: boolean;
}

/** Thrown by every records port when the store does not answer; nothing was saved. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The store does not answer; nothing was saved.', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** Stories and their entries. */
export interface StoryRecords {
  find(slug: string): Promise<Story | undefined>;
  /** How often a story was changed, from 1: a cheap way to see whether what one knows of it is still so. */
  version(slug: string): Promise<number | undefined>;
  /** Every story, live ones first, then by opening time, newest first. */
  list(): Promise<readonly Story[]>;
  entry(slug: string, number: number): Promise<Entry | undefined>;
  /** All entries of a story in the order of their numbers. */
  entries(slug: string): Promise<readonly Entry[]>;
  /** What a killed entry was; nothing for another entry. For chiefs alone. */
  sealed(slug: string, number: number): Promise<Sealed>;
  /** What was done to a story beside the revisions of its entries, oldest first. */
  deeds(slug: string): Promise<readonly DeedDone[]>;
  /** Opens a story; undefined when the slug is taken by another story. */
  open(story: Story, callId: string, by?: Person): Promise<Changed | undefined>;
  /**
   * Makes one change in one transaction: story, entry revision (with the call's id), outbox events and the mark that
   * this call was made. `decide` is pure and may be run again when someone else changed the story in between; what it
   * throws is thrown on. Undefined when there is no such story. A repeated call returns what the first one made.
   */
  change(
    request: { readonly slug: string; readonly entry?: number; readonly callId: string },
    decide: (current: StoryFile) => StoryChange,
  ): Promise<Changed | undefined>;
}

/** Destinations and what they follow. */
export interface SubscriptionRecords {
  /** Adds or replaces a subscription, and the destination's name and the address of its messages. An existing destination's state is kept. */
  put(subscription: Subscription, destinationName: string, messagesAt?: string): Promise<void>;
  /** Ends a subscription; what it was is kept, since what was posted stays. False when there was none. */
  remove(destination: DestinationId, slug: string): Promise<boolean>;
  find(destination: DestinationId, slug: string): Promise<Subscription | undefined>;
  /** The subscription that a destination had last, where it follows the story no more. */
  former(destination: DestinationId, slug: string): Promise<Subscription | undefined>;
  /** All of these of a story: copies that stand there still have to be corrected, held and killed. */
  formersOf(slug: string): Promise<readonly Subscription[]>;
  ofDestination(destination: DestinationId): Promise<readonly Subscription[]>;
  ofStory(slug: string): Promise<readonly Subscription[]>;
  destination(id: DestinationId): Promise<Destination | undefined>;
  /** Takes note of a place that is to be written to and may follow nothing; the state of a known one is kept. */
  know(id: DestinationId, name: string, messagesAt?: string): Promise<void>;
  /** The known destinations at an address: the chat itself and its topics, which share the chat's rights. */
  destinationsWithin(id: DestinationId): Promise<readonly Destination[]>;
  /** Sets the state; false when it was in that kind of state already, or is not known. Of several at once, one is true. */
  setState(id: DestinationId, state: Destination['state']): Promise<boolean>;
  /** Moves all subscriptions to a new address, with the state where the new address is not known. */
  move(from: DestinationId, to: DestinationId): Promise<void>;
}

/** The newsroom's members and its desks. */
export interface StaffRecords {
  role(person: PersonId): Promise<Role | undefined>;
  list(): Promise<readonly { readonly person: Person; readonly role: Role }[]>;
  put(person: Person, role: Role): Promise<void>;
  /** False when the person had no role. */
  remove(person: PersonId): Promise<boolean>;
  /** Makes a place the desk of its platform. */
  setDesk(destination: DestinationId, name: string): Promise<void>;
  desks(): Promise<readonly DestinationId[]>;
}

/** Until when a destination is left alone, and why, as a clause: `rate limit`. */
export interface Wait {
  readonly until: Instant;
  readonly why: string;
}

/** How one place stands, and what it has of some entries of one story. */
export interface PlaceProgress {
  readonly destination: DestinationId;
  /** Its address where it has no name. */
  readonly name: string;
  readonly state: Destination['state'];
  readonly messagesAt?: string;
  /** Absent when nothing is known to hold it up. */
  readonly wait?: Wait;
  /** In the order of the items that were asked for. */
  readonly deliveries: readonly (Delivery | undefined)[];
}

/** What was delivered where. */
export interface DeliveryRecords {
  find(destination: DestinationId, slug: string, number: number): Promise<Delivery | undefined>;
  /**
   * Settles an item that is stuck (unknown, refused or stale) in one place: `arrived`, so that the part in question
   * counts as there and cannot be changed any more, or `again`, as if it had never been tried. The destination goes on
   * with it from `at` on, when it is woken. False, and nothing is changed, when it is not stuck (any more).
   */
  resolve(
    destination: DestinationId,
    item: StoryItem,
    settled: { readonly how: 'arrived' | 'again'; readonly at: Instant },
  ): Promise<boolean>;
  /** How places stand and what they have of some items, some hundred places in one round trip; in their order. */
  progress(items: readonly StoryItem[], places: readonly DestinationId[]): Promise<readonly PlaceProgress[]>;
  /** The number of items that a destination still waits for. */
  backlogSize(destination: DestinationId): Promise<number>;
  /** The entry that a platform message shows, searched among the stories that the destination follows. */
  entryOfMessage(
    destination: DestinationId,
    messageId: string,
  ): Promise<{ readonly slug: string; readonly number: number } | undefined>;
}

/** How the newsroom has set itself up. */
export interface NewsroomSettings {
  /** Whose `/update` shows a preview first. */
  readonly previewFor: 'reporters' | 'everyone' | 'nobody';
  /** For how long an update can be taken back before it is sent; 0 for not at all. A flash never can. */
  readonly undoMs: number;
}

/** Everything that use cases reach beyond themselves. */
export interface Newsroom {
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly staff: StaffRecords;
  readonly deliveries: DeliveryRecords;
  readonly kept: KeptRecords;
  readonly limits: Limits;
  readonly digests: Digests;
  readonly drafts: DraftRecords;
  readonly wire: Wire;
  readonly preview: Previewer;
  readonly settings: NewsroomSettings;
  /** People who are chiefs by configuration. */
  readonly chiefs: ReadonlySet<PersonId>;
  /** Where readers reach the story pages, without a slash at its end; absent where there are none. */
  readonly publicUrl?: string;
  readonly now: () => Instant;
}
