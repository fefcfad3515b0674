import type { DestinationId } from '../domain/destination.ts';
import type { Urgency } from '../domain/entry.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Action } from './command/answer.ts';

/** What is said elsewhere as soon as a place does not take it; there it still waits. */
export interface Instead {
  /** The desks when absent. */
  readonly place?: DestinationId;
  readonly content: RichText;
  /** Where that place does not take it either. */
  readonly instead?: Instead;
}

/** What else there is to {@link Wire.tell}. */
export interface Telling {
  readonly about?: string;
  readonly instead?: Instead;
}

/** The newsroom's way to the delivery engine; what it asks for happens soon, in the background. */
export interface Wire {
  /** The story's outbox has something new. */
  storyChanged(slug: string, urgency: Urgency): Promise<void>;
  /** Puts a story's card into one destination's backlog. */
  refreshCard(destination: DestinationId, slug: string): Promise<void>;
  /** Posts one digest of a half-open window to a destination; `since` 0 is the story's beginning. */
  postDigest(
    destination: DestinationId,
    slug: string,
    window: { readonly since: Instant; readonly until: Instant },
  ): Promise<void>;
  /** Sets or (undefined) removes a subscription's digest schedule. */
  scheduleDigests(subscription: Subscription, zone: string): Promise<void>;
  /** Publishes a scheduled entry when its time comes. */
  scheduleEntry(slug: string, number: number, at: Instant): Promise<void>;
  /** Takes back what {@link Wire.scheduleEntry} set for that moment; nothing happens when there is no such thing. */
  unscheduleEntry(slug: string, number: number, at: Instant): Promise<void>;
  /**
   * Tells every desk and returns the notice's id; without a desk nobody reads it. The actions stand below it as
   * buttons, and each runs as whoever presses it. What it is `about`, if anything, is a name by which
   * {@link Wire.findNotice} finds it. Notices and their buttons live for 30 days after they last changed.
   */
  tellDesk(content: RichText, actions?: readonly Action[], about?: string): Promise<string>;
  /**
   * Tells one place something, which must be a known destination, in the background. What bears the name of what it is
   * `about` is told once, however often this is called.
   */
  tell(place: DestinationId, content: RichText, more?: Telling): Promise<void>;
  /** The id of the newest notice about something; undefined when there is none. */
  findNotice(about: string): Promise<string | undefined>;
  /**
   * Puts another text and other buttons (none when left out) in a notice's place at every desk, without a sound.
   * Nothing happens when there is no such notice any more; one whose message people removed stays removed.
   */
  reviseNotice(id: string, content: RichText, actions?: readonly Action[]): Promise<void>;
  /** Lets a destination go on with its backlog. */
  wake(destination: DestinationId): Promise<void>;
  /** Jobs that wait, by platform. */
  waiting(): Promise<Readonly<Record<PlatformName, number>>>;
}
