import type { Redis } from 'ioredis';
import { type Destination, type DestinationId, platformOf } from '../domain/destination.ts';
import { platforms } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { DestinationStatistics, RecordStatistics } from '../monitoring/statistics.ts';
import { orderOf } from './backlog-score.ts';
import type { Keys } from './keys.ts';

/** How many destinations are looked at in one round trip. */
const chunkSize = 500;

type Sums = Omit<DestinationStatistics, 'platform' | 'state'>;

/** Counts what waits in the records. It reads every destination, so it should not run every second. */
export function createRecordStatistics(redis: Redis, keys: Keys): () => Promise<RecordStatistics> {
  async function look(id: DestinationId): Promise<Pick<DestinationStatistics, 'platform' | 'state'> & Sums> {
    const at = keys.destination(id);
    const [json, items, [, front], [, usual]] = await Promise.all([
      redis.get(at.record),
      redis.zcard(at.backlog),
      redis.zrangebyscore(at.backlog, '-inf', '(0', 'WITHSCORES', 'LIMIT', 0, 1),
      redis.zrangebyscore(at.backlog, 0, '+inf', 'WITHSCORES', 'LIMIT', 0, 1),
    ]);
    const platform = platformOf(id);
    if (json === null) return { platform, state: 'active', destinations: 0, items: 0 };
    const { state } = JSON.parse(json) as Destination; // written by the records of subscriptions
    const waiting = [front, usual].flatMap((score) => (score === undefined ? [] : [orderOf(score)]));
    const oldest = waiting.length === 0 ? {} : { oldest: Math.min(...waiting) };
    return { platform, state: state.kind, destinations: 1, items, ...oldest };
  }

  async function outbox(): Promise<RecordStatistics['outbox']> {
    const slugs = await redis.smembers(keys.stories);
    const events = await Promise.all(slugs.map((slug) => redis.lrange(keys.story(slug).outbox, 0, -1)));
    // An event begins with its order, which is close to the moment of the change.
    const moments = events.flat().map((event) => Number.parseInt(event, 10));
    return { events: moments.length, ...(moments.length > 0 && { oldest: Math.min(...moments) }) };
  }

  return async () => {
    const sums = new Map<string, Sums>(groups.map(({ platform, state }) => [`${platform} ${state}`, none]));
    for await (const found of redis.sscanStream(keys.destinations, { count: chunkSize })) {
      const ids = found as readonly DestinationId[]; // nothing else is added to the set of destinations
      for (const { platform, state, ...seen } of await Promise.all(ids.map(look)))
        sums.set(`${platform} ${state}`, add(sums.get(`${platform} ${state}`) ?? none, seen));
    }
    return {
      destinations: groups.map((group) => ({
        ...group,
        ...(sums.get(`${group.platform} ${group.state}`) ?? none),
      })),
      outbox: await outbox(),
    };
  };
}

const none: Sums = { destinations: 0, items: 0 };

const groups = platforms.flatMap((platform) =>
  (['active', 'paused'] as const).map((state) => ({ platform, state })),
);

function add(a: Sums, b: Sums): Sums {
  const oldest = earlier(a.oldest, b.oldest);
  return {
    destinations: a.destinations + b.destinations,
    items: a.items + b.items,
    ...(oldest !== undefined && { oldest }),
  };
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
