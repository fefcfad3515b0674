import type { DestinationId } from './destination.ts';
import type { DigestSchedule } from './digest-schedule.ts';
import type { Entry } from './entry.ts';
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
  /** The first scheduled digest begins here; with `since` when absent. */
  readonly digestSince?: Instant;
  /** The IANA zone of the schedule; the story's when absent. */
  readonly zone?: string;
  /** Entries published before this moment are not sent: a newcomer gets the card, not the archive. */
  readonly since: Instant;
  /** The language of Dateline's own words here; the story's when absent. */
  readonly language?: Language;
  /** What is published from this moment on goes on to the servers that follow the announcement channel. */
  readonly crosspost?: Instant;
  /** The channel in which the destination is the thread (or topic) that was opened for this story. */
  readonly threadOf?: DestinationId;
}

/** The language in which a destination is told of a story; `subscription` is absent where it does not follow it. */
export function languageOf(
  story: Pick<Story, 'language'>,
  subscription: Pick<Subscription, 'language'> | undefined,
): Language {
  return subscription?.language ?? story.language ?? defaultLanguage;
}

/** The zone in which a subscription's schedule is meant. */
export function zoneOf(subscription: Pick<Subscription, 'zone'>, story: Pick<Story, 'zone'>): string {
  return subscription.zone ?? story.zone;
}

/** Whether a subscription of this level brings this entry as a message of its own. */
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
