import type { Destination, DestinationId } from '../domain/destination.ts';
import type { PlatformName } from '../domain/person.ts';

/** The destinations on record. Both methods throw when the records do not answer. */
export interface KnownDestinations {
  /** All destinations of a platform, in no particular order. */
  on(platform: PlatformName): Promise<readonly Destination[]>;
  /** Those of the given destinations that are on record. */
  among(ids: readonly DestinationId[]): Promise<readonly Destination[]>;
}
