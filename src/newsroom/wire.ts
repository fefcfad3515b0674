import type { DestinationId } from '../domain/destination.ts';
import type { Urgency } from '../domain/entry.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Action } from './command/answer.ts';

/** What to say elsewhere as soon as a place refuses a text. The text keeps waiting at that place. */
export interface Instead {
  /** Where to say it; every desk when absent. */
  readonly place?: DestinationId;
  readonly content: RichText;
  /** What to say elsewhere if that place refuses it, too. */
  readonly instead?: Instead;
}

/** The options of {@link Wire.tell}. */
export interface Telling {
  readonly about?: string;
  readonly instead?: Instead;
}

/** What a new notice says. */
export interface OwnNotice {
  readonly content: RichText;
  /** Its buttons. */
  readonly actions: readonly Action[];
  /** A name to find it by later; undefined for none. */
  readonly about: string | undefined;
}

/** The newsroom's access to the delivery engine. What it asks for happens soon, in the background. */
export interface Wire {
  /** Says that the story's outbox has something new. */
  storyChanged(slug: string, urgency: Urgency): Promise<void>;
  /** Puts a story's card into one destination's backlog. */
  refreshCard(destination: DestinationId, slug: string): Promise<void>;
  /**
   * Posts one digest of a story from its beginning to `until` (not included). Does nothing when a digest that ends at
   * `since` or later was posted there before.
   */
  postFirstDigest(
    destination: DestinationId,
    slug: string,
    newcomer: { readonly since: Instant; readonly until: Instant },
  ): Promise<void>;
  /** Sets a subscription's digest schedule, or removes it when there is none. */
  scheduleDigests(subscription: Subscription, zone: string): Promise<void>;
  /** Publishes a scheduled entry when its time comes. */
  scheduleEntry(slug: string, number: number, at: Instant): Promise<void>;
  /** Undoes {@link Wire.scheduleEntry} for that moment, if it was called. */
  unscheduleEntry(slug: string, number: number, at: Instant): Promise<void>;
  /**
   * Tells every desk and returns the notice's id; without a desk, nobody reads it. The actions become buttons below
   * it, and each runs as the person who presses it. {@link Wire.findNotice} finds it by the name `about`. Notices and
   * their buttons live for 30 days after their last change.
   */
  tellDesk(content: RichText, actions?: readonly Action[], about?: string): Promise<string>;
  /** Tells every desk under an id of the caller's. Calling it again with the same id revises that notice. */
  tellDeskAs(id: string, notice: OwnNotice): Promise<void>;
  /**
   * Tells one place, a known destination, something in the background. Under the name `about`, it is told once,
   * however often this is called.
   */
  tell(place: DestinationId, content: RichText, more?: Telling): Promise<void>;
  /** The id of the newest notice of a name; undefined when there is none. */
  findNotice(about: string): Promise<string | undefined>;
  /**
   * Replaces a notice's text and buttons (none by default) at every desk, without a sound. Does nothing when there is
   * no such notice any more. A message that people removed stays removed.
   */
  reviseNotice(id: string, content: RichText, actions?: readonly Action[]): Promise<void>;
  /** Makes a destination continue with its backlog. */
  wake(destination: DestinationId): Promise<void>;
  /** The number of jobs that wait or are under way, by platform. */
  waiting(): Promise<Readonly<Record<PlatformName, number>>>;
}
