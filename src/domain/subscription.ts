import type { DestinationId } from './destination.ts';
import type { DigestSchedule } from './digest-schedule.ts';
import type { Entry } from './entry.ts';
import type { Instant } from './instant.ts';

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
  /** Entries published before this moment are not sent: a newcomer gets the card, not the archive. */
  readonly since: Instant;
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
