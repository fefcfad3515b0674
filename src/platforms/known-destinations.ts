import type { Destination, DestinationId } from '../domain/destination.ts';
import type { PlatformName } from '../domain/person.ts';

/** The destinations that are on record. Both throw when the records do not answer. */
export interface KnownDestinations {
  /** All of a platform's, in no order. */
  on(platform: PlatformName): Promise<readonly Destination[]>;
  /** Those of the given ones that are known. */
  among(ids: readonly DestinationId[]): Promise<readonly Destination[]>;
}
