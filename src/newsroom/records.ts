import type { StoryItem } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Destination, DestinationId } from '../domain/destination.ts';
import type { Entry, EntryText, Revision, Urgency } from '../domain/entry.ts';
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
 * What a change means for subscribers. `entry`: that entry was published or revised (the card changes with it).
 * `story`: only the card changed. `closed`: the card changed, and a last digest tells the story. The urgency is that
 * of `urgencyNow`: with `flash` the event overtakes the others.
 */
export type StoryEvent =
  | {
      readonly kind: 'entry';
      readonly number: number;
      readonly urgency: Urgency;
      /** For a correction: the number of revisions including this one. Every copy gets a reply about it. */
      readonly corrects?: number;
    }
  | { readonly kind: 'story' | 'closed' };

/** A story as it is now and, if asked for, one of its entries. */
export interface StoryFile {
  readonly story: Story;
  readonly entry?: Entry;
}

/** What a change is decided on. */
export interface CurrentFile extends StoryFile {
  /**
   * Entries that said, by a change of the last quarter of an hour, what this one is to say; empty when that was not
   * asked for.
   */
  readonly alike: readonly Entry[];
}

/** A change of a story that somebody asked for. */
export interface ChangeRequest {
  readonly slug: string;
  /** The entry that is to be revised. */
  readonly entry?: number;
  readonly callId: string;
  /** The text of a new entry, when those that lately said the same matter to the decision. */
  readonly says?: EntryText;
}

/** A use case's decision: the new story, the new or revised entry, and what to tell subscribers. */
export interface StoryChange {
  readonly story: Story;
  /** A new entry, or the loaded one with exactly one revision appended or its status changed. */
  readonly entry?: Entry;
  readonly events: readonly StoryEvent[];
  /**
   * Seals the revisions so far, together with these lines. They are replaced by those of `entry`, which say the same
   * without words. For kills.
   */
  readonly seals?: Pick<Sealed, 'bullets'>;
  /** What the story's log notes; absent when the entry's own revision says it. */
  readonly did?: Deed;
}

/** What a kill seals. */
export interface Sealed {
  /** The revisions as they were, oldest first. */
  readonly revisions: readonly Revision[];
  /** The lines that the entry had, or was to have, among the key developments. */
  readonly bullets: readonly string[];
}

/** A change that is safe in the records. */
export interface Changed extends StoryFile {
  /** Whether this call had made its change before, so that nothing was changed now. */
  readonly repeated: boolean;
}

/** Thrown by every records port when the store does not answer. Nothing was saved. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The store does not answer; nothing was saved.', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** Stories and their entries. */
export interface StoryRecords {
  find(slug: string): Promise<Story | undefined>;
  /** A story, and how often it was changed, from 1. */
  current(slug: string): Promise<{ readonly story: Story; readonly version: number } | undefined>;
  /** How often a story was changed, from 1: a cheap way to see whether what one knows of it is still current. */
  version(slug: string): Promise<number | undefined>;
  /** Every story, live ones first, then by opening time, newest first. */
  list(): Promise<readonly Story[]>;
  entry(slug: string, number: number): Promise<Entry | undefined>;
  /** All entries of a story in the order of their numbers. */
  entries(slug: string): Promise<readonly Entry[]>;
  /** The original revisions of a killed entry; empty for any other entry. For chiefs only. */
  sealed(slug: string, number: number): Promise<Sealed>;
  /** What was done to a story besides the revisions of its entries, oldest first. */
  deeds(slug: string): Promise<readonly DeedDone[]>;
  /**
   * Notes that a reader is told everything up to a moment: what is published from then on comes later in the story's
   * order, even if the clock is set back. Returns that moment; if the clock was set back before, one just after
   * whatever the story has seen.
   */
  see(slug: string, at: Instant): Promise<Instant>;
  /** Opens a story; undefined when the slug is taken by another story. */
  open(story: Story, callId: string, by?: Person): Promise<Changed | undefined>;
  /**
   * Makes one change in one transaction: story, entry revision (with the call's id), outbox events, and the mark that
   * this call was made. `decide` changes nothing itself: it runs again when somebody else changes the story meanwhile,
   * and reads the clock anew then, so that changes bear the moments in which they follow one another. What it throws is
   * thrown on. Undefined when there is no such story. A repeated call returns what the first one made.
   */
  change(request: ChangeRequest, decide: (current: CurrentFile) => StoryChange): Promise<Changed | undefined>;
}

/** Destinations and what they follow. */
export interface SubscriptionRecords {
  /**
   * Adds or replaces a subscription, with the destination's name and the address of its messages. The state of a
   * known destination is kept.
   */
  put(subscription: Subscription, destinationName: string, messagesAt?: string): Promise<void>;
  /** Ends a subscription. Its last form is kept, since its posts stay. Returns false when there was none. */
  remove(destination: DestinationId, slug: string): Promise<boolean>;
  find(destination: DestinationId, slug: string): Promise<Subscription | undefined>;
  /** Notes that a newcomer has got what newcomers get. Does nothing when that was noted before. */
  welcomed(destination: DestinationId, slug: string): Promise<void>;
  /** The last subscription of a destination that no longer follows the story. */
  former(destination: DestinationId, slug: string): Promise<Subscription | undefined>;
  /** All former subscriptions of a story: their copies still have to be corrected, held and killed. */
  formersOf(slug: string): Promise<readonly Subscription[]>;
  ofDestination(destination: DestinationId): Promise<readonly Subscription[]>;
  ofStory(slug: string): Promise<readonly Subscription[]>;
  /**
   * Some of a story's subscriptions, or of its former ones; `after` is the page before. One that stays while all pages
   * are read comes at least once; one that begins or ends meanwhile may come or not.
   */
  page(slug: string, which: 'current' | 'former', after?: SubscriptionPage): Promise<SubscriptionPage>;
  destination(id: DestinationId): Promise<Destination | undefined>;
  /** Registers a place that is written to although it may follow nothing. The state of a known place is kept. */
  know(id: DestinationId, name: string, messagesAt?: string): Promise<void>;
  /** The known destinations at an address: the chat itself and its topics, which share the chat's rights. */
  destinationsWithin(id: DestinationId): Promise<readonly Destination[]>;
  /**
   * Sets the state. False when it was in that kind of state already, or is not known. Of several simultaneous calls,
   * one returns true.
   */
  setState(id: DestinationId, state: Destination['state']): Promise<boolean>;
  /** Notes that the desk was told of the state that began at `since`. Does nothing if the state has changed since. */
  stateTold(id: DestinationId, since: Instant): Promise<void>;
  /** Moves all subscriptions to a new address, and the state too if the new address is not known. */
  move(from: DestinationId, to: DestinationId): Promise<void>;
  /** The address to which a destination moved not long ago. */
  movedTo(from: DestinationId): Promise<DestinationId | undefined>;
}

/** Some of many subscriptions. */
export interface SubscriptionPage {
  readonly subscriptions: readonly Subscription[];
  /** Where the next page begins; absent when this is the last one. */
  readonly next?: string;
}

/** One account that has a role. */
export interface Member {
  readonly person: Person;
  readonly role: Role;
  /** Another account of the same person; absent when none is noted. */
  readonly sameAs?: PersonId;
}

/** The newsroom's members and its desks. */
export interface StaffRecords {
  role(person: PersonId): Promise<Role | undefined>;
  list(): Promise<readonly Member[]>;
  /** Adds a member, or replaces what is known of one. */
  put(person: Person, role: Role, sameAs?: PersonId): Promise<void>;
  /** Returns false when the person had no role. */
  remove(person: PersonId): Promise<boolean>;
  /** Notes what a chief by configuration is called, who is no member here. */
  nameChief(person: Person): Promise<void>;
  /** The names that were noted; of chiefs from former configurations too. */
  chiefNames(): Promise<ReadonlyMap<PersonId, string>>;
  /** Makes a place the desk of its platform. */
  setDesk(destination: DestinationId, name: string): Promise<void>;
  desks(): Promise<readonly DestinationId[]>;
}

/** Until when a destination has to wait, and why, as a clause: `rate limit`. */
export interface Wait {
  readonly until: Instant;
  readonly why: string;
  /** Whether a call has failed, which is made again at that moment. */
  readonly isFailure?: true;
}

/** The state of one place, and what it has of some entries of one story. */
export interface PlaceProgress {
  readonly destination: DestinationId;
  /** Its address when it has no name. */
  readonly name: string;
  readonly state: Destination['state'];
  readonly messagesAt?: string;
  /** Absent when nothing is known to delay it. */
  readonly wait?: Wait;
  /** In the order of the items that were asked for. */
  readonly deliveries: readonly (Delivery | undefined)[];
}

/** What was delivered where. */
export interface DeliveryRecords {
  find(destination: DestinationId, slug: string, number: number): Promise<Delivery | undefined>;
  /**
   * Settles an item that is stuck (unknown, refused or stale) in one place. `arrived`: the part in question counts as
   * there, and can no longer be changed. `again`: as if it had never been tried. The destination continues with it
   * from `at` on, when it is woken. Returns false, and changes nothing, when it is not stuck (any more).
   */
  resolve(
    destination: DestinationId,
    item: StoryItem,
    settled: { readonly how: 'arrived' | 'again'; readonly at: Instant },
  ): Promise<boolean>;
  /** The state of places, in their order, and what they have of some items; some hundred places in one round trip. */
  progress(items: readonly StoryItem[], places: readonly DestinationId[]): Promise<readonly PlaceProgress[]>;
  /** How many items a destination still waits for. */
  backlogSize(destination: DestinationId): Promise<number>;
  /** The entry that a platform message shows, among the stories that the destination follows. */
  entryOfMessage(
    destination: DestinationId,
    messageId: string,
  ): Promise<{ readonly slug: string; readonly number: number } | undefined>;
}

/** The newsroom's settings. */
export interface NewsroomSettings {
  /** Whose `/update` shows a preview first. */
  readonly previewFor: 'reporters' | 'everyone' | 'nobody';
  /** How long an update can be undone before it is sent; 0 for not at all. A flash never can. */
  readonly undoMs: number;
}

/** Everything that use cases need from outside. */
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
  /** Chiefs by configuration. */
  readonly chiefs: ReadonlySet<PersonId>;
  /** Accounts among them that belong to one person, person by person; absent when there are none. */
  readonly sameChiefs?: readonly (readonly PersonId[])[];
  /** The root address of the story pages, without a slash at its end; absent when there are none. */
  readonly publicUrl?: string;
  readonly now: () => Instant;
}
