import type { Redis } from 'ioredis';
import { type Destination, type DestinationId, platformOf } from '../domain/destination.ts';
import type { KnownDestinations } from '../platforms/known-destinations.ts';
import type { Keys } from './keys.ts';

/** How many are read in one round trip. */
const chunkSize = 500;

/** Looks up destinations in Redis, in batches. */
export function createKnownDestinations(redis: Redis, keys: Keys): KnownDestinations {
  async function among(ids: readonly DestinationId[]): Promise<readonly Destination[]> {
    const stored = await Promise.all(ids.map((id) => redis.get(keys.destination(id).record)));
    // Written by the records of subscriptions and of the staff.
    return stored.flatMap((json) => (json === null ? [] : [JSON.parse(json) as Destination]));
  }

  return {
    among,
    async on(platform) {
      const found = new Map<DestinationId, Destination>();
      for await (const members of redis.sscanStream(keys.destinations, { count: chunkSize })) {
        const ids = members as readonly DestinationId[]; // only ids are added to this set
        const wanted = ids.filter((id) => platformOf(id) === platform && !found.has(id));
        for (const destination of await among(wanted)) found.set(destination.id, destination);
      }
      return [...found.values()];
    },
  };
}
