import type { Redis } from 'ioredis';
import type { Backlogs, WaitingDestination } from '../delivery/ports.ts';
import { parseItem } from '../domain/backlog-item.ts';
import type { DestinationId } from '../domain/destination.ts';
import { isInFront } from './backlog-score.ts';
import type { Keys } from './keys.ts';

/** How many destinations are looked at in one round trip. */
const chunkSize = 500;
/** So long at most does a platform's answer take before it counts as a failure. */
const longestCallMs = 20_000;
/** How many notices are looked for. They go before everything routine. */
const noticesRead = 50;

/** Who waits, and until when. */
type BacklogWaiting = Pick<Backlogs, 'notices' | 'noteWait' | 'isUrgent' | 'destinationsWaiting'>;

/** Tells which destinations have something waiting, and keeps until when they wait. */
export function createBacklogWaiting(redis: Redis, keys: Keys): BacklogWaiting {
  async function lowestScore(destination: DestinationId): Promise<string | undefined> {
    const [, score] = await redis.zrange(keys.destination(destination).backlog, '0', '0', 'WITHSCORES');
    return score;
  }

  async function withBacklog(ids: readonly DestinationId[]): Promise<readonly WaitingDestination[]> {
    const scores = await Promise.all(ids.map(lowestScore));
    return ids.flatMap((destination, index) => {
      const score = scores[index];
      return score === undefined ? [] : [{ destination, isUrgent: isInFront(score) }];
    });
  }

  return {
    async notices(destination) {
      const first = await redis.zrange(keys.destination(destination).backlog, '0', String(noticesRead - 1));
      return first.map(parseItem).flatMap((item) => (item?.kind === 'notice' ? [item.id] : []));
    },

    async noteWait(destination, wait) {
      await redis.set(
        keys.destination(destination).wait,
        JSON.stringify(wait),
        'PXAT',
        Math.ceil(wait.until) + (wait.isFailure ? longestCallMs : 0),
      );
    },

    async isUrgent(destination) {
      return isInFront((await lowestScore(destination)) ?? '');
    },

    async *destinationsWaiting() {
      for await (const members of redis.sscanStream(keys.destinations, { count: chunkSize })) {
        const waiting = await withBacklog(members as readonly DestinationId[]); // only ids are added to this set
        if (waiting.length > 0) yield waiting;
      }
    },
  };
}
