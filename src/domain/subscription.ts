import type { DestinationId } from './destination.ts';
import type { DigestSchedule } from './digest-schedule.ts';
import { appearedAt, type Entry } from './entry.ts';
import type { Story } from './story.ts';
import type { Instant } from './time/instant.ts';
import { defaultLanguage, type Language } from './words/language.ts';

/** What a subscription brings: every entry, key and flash entries only, or scheduled digests only. */
export type Level = 'all' | 'key' | 'digest';

/** The levels, from most to least. */
export const levels = ['all', 'key', 'digest'] as const satisfies readonly Level[];

/** A destination that follows a story. */
export interface Subscription {
  readonly destination: DestinationId;
  readonly slug: string;
  readonly level: Level;
  /** When scheduled digests go out; absent for none. */
  readonly digest?: DigestSchedule;
  /** Where the first scheduled digest begins; at `since` when absent. */
  readonly digestSince?: Instant;
  /** The IANA zone of the schedule; the story's when absent. */
  readonly zone?: string;
  /**
   * Entries that appeared before this moment are not sent: a new subscriber gets the card, not the archive. What is
   * released after a hold appears then.
   */
  readonly since: Instant;
  /** The language of Dateline's own words here; the story's when absent. */
  readonly language?: Language;
  /** Entries published from this moment on are also published to the servers that follow the announcement channel. */
  readonly crosspost?: Instant;
  /**
   * Present when the destination is a thread (or topic) that was opened for this story: the channel that it is in.
   */
  readonly threadOf?: DestinationId;
  /** Present until its card and the digest of what was published before it began are in the backlog. */
  readonly isNewcomer?: true;
}

/** The language for a story at a destination. `subscription` is absent when it does not follow the story. */
export function languageOf(
  story: Pick<Story, 'language'>,
  subscription: Pick<Subscription, 'language'> | undefined,
): Language {
  return subscription?.language ?? story.language ?? defaultLanguage;
}

/** The time zone of a subscription's schedule. */
export function zoneOf(subscription: Pick<Subscription, 'zone'>, story: Pick<Story, 'zone'>): string {
  return subscription.zone ?? story.zone;
}

/** Whether a subscription of this level gets this entry as a message of its own. */
export function brings(level: Level, entry: Pick<Entry, 'key' | 'urgency'>): boolean {
  switch (level) {
    case 'all':
      return true;
    case 'key':
      return entry.key || entry.urgency === 'flash';
    case 'digest':
      return false;
  }
}

/** Whether an entry that is usable goes to a subscriber as a message of its own: a newcomer is not sent the archive. */
export function isFor({ level, since }: Pick<Subscription, 'level' | 'since'>, entry: Entry): boolean {
  return brings(level, entry) && since <= appearedAt(entry);
}
