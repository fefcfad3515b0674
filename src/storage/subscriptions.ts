import type { Redis } from 'ioredis';
import type { DestinationId } from '../domain/destination.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import { createDestinationRecords } from './destination-records.ts';
import type { Keys } from './keys.ts';
import { createMoves } from './moves.ts';
import { pairsOf } from './pairs.ts';
import { createScript } from './script.ts';
import { together } from './together.ts';

/** About how many subscriptions make a page. */
const pageSize = 100;

/** Replaces a field of a hash if it is still as it was read. Answers 1 or 0. */
const replaceField = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
`;

type StoredSubscription = Omit<Subscription, 'destination' | 'slug'>;

/**
 * Keeps destinations and subscriptions in Redis. A subscription is stored with its story, where fan-out reads it. The
 * destination's set of slugs is only an index: it may name too many, never too few.
 */
export function createSubscriptionRecords(redis: Redis, keys: Keys): SubscriptionRecords {
  const exchange = createScript(redis, replaceField);
  const { change, ...destinations } = createDestinationRecords(redis, keys);

  /**
   * By slug. An update of a story goes to many destinations at once: their questions of one turn become one command.
   */
  const askers = new Map<string, (id: DestinationId) => Promise<string | null>>();

  function askerOf(slug: string) {
    const known = askers.get(slug);
    if (known !== undefined) return known;
    const hash = keys.story(slug).subscribers;
    const asker = together((ids: readonly DestinationId[]) => redis.hmget(hash, ...ids));
    askers.set(slug, asker);
    return asker;
  }

  async function find(id: DestinationId, slug: string): Promise<Subscription | undefined> {
    const json = await askerOf(slug)(id);
    return json === null ? undefined : toSubscription(slug, id, json);
  }

  async function ofDestination(id: DestinationId): Promise<readonly Subscription[]> {
    const slugs = await redis.smembers(keys.destination(id).stories);
    const found = await Promise.all(slugs.toSorted().map((slug) => find(id, slug)));
    return found.flatMap((subscription) => subscription ?? []);
  }

  async function put(subscription: Subscription, name: string, messagesAt?: string): Promise<void> {
    const { destination: id, slug, ...stored } = subscription;
    await destinations.know(id, name, messagesAt);
    await redis.sadd(keys.destination(id).stories, slug);
    await redis.hset(keys.story(slug).subscribers, id, JSON.stringify(stored));
    await redis.hdel(keys.story(slug).formers, id);
  }

  /** Ends a subscription without noting it as a former one. */
  async function drop(id: DestinationId, slug: string): Promise<boolean> {
    const removed = await redis.hdel(keys.story(slug).subscribers, id);
    await redis.srem(keys.destination(id).stories, slug);
    return removed > 0;
  }

  async function all(hash: string, slug: string): Promise<readonly Subscription[]> {
    const stored = Object.entries(await redis.hgetall(hash));
    // Only put(), drop() and remove() write these hashes, and their fields are destination ids.
    return stored.map(([id, json]) => toSubscription(slug, id as DestinationId, json));
  }

  return {
    ...destinations,
    find,
    ofDestination,
    put,

    async remove(id, slug) {
      const json = await redis.hget(keys.story(slug).subscribers, id);
      // Noted before it ends: a copy that nobody knows about could never be put right.
      if (json !== null) await redis.hset(keys.story(slug).formers, id, json);
      return drop(id, slug);
    },

    async welcomed(id, slug) {
      const { subscribers } = keys.story(slug);
      for (;;) {
        const asRead = await redis.hget(subscribers, id);
        if (asRead === null) return;
        const { isNewcomer, ...settled } = JSON.parse(asRead) as StoredSubscription; // written by put()
        if (isNewcomer === undefined) return;
        if ((await exchange([subscribers], [id, asRead, JSON.stringify(settled)])) === 1) return;
      }
    },

    async former(id, slug) {
      const json = await redis.hget(keys.story(slug).formers, id);
      return json === null ? undefined : toSubscription(slug, id, json);
    },

    ofStory: (slug) => all(keys.story(slug).subscribers, slug),
    formersOf: (slug) => all(keys.story(slug).formers, slug),

    async page(slug, which, after) {
      const { subscribers, formers } = keys.story(slug);
      const hash = which === 'current' ? subscribers : formers;
      const [next, found] = await redis.hscan(hash, after?.next ?? '0', 'COUNT', pageSize);
      // As in all(), the fields are destination ids.
      const page = pairsOf(found).map(([id, json]) => toSubscription(slug, id as DestinationId, json));
      return { subscriptions: page, ...(next !== '0' && { next }) };
    },

    ...createMoves(redis, keys, { ...destinations, change, ofDestination, put, drop }),
  };
}

function toSubscription(slug: string, destination: DestinationId, json: string): Subscription {
  return { ...(JSON.parse(json) as StoredSubscription), slug, destination }; // written by put() or welcomed()
}
