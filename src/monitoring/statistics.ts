import type { PlatformName } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';

/** How many destinations of a platform are in a state, and what waits for them. */
export interface DestinationStatistics {
  readonly platform: PlatformName;
  readonly state: 'active' | 'paused';
  readonly destinations: number;
  /** Items in their backlogs. */
  readonly items: number;
  /** Since when the oldest of them has been waiting; absent when none is. */
  readonly oldest?: Instant;
}

/** What the records hold that is still to be done. */
export interface RecordStatistics {
  /** One for each platform and state. */
  readonly destinations: readonly DestinationStatistics[];
  /** Events that are not in the backlogs yet. */
  readonly outbox: { readonly events: number; readonly oldest?: Instant };
}
