import type { Redis } from 'ioredis';
import type { BacklogEntry, Backlogs } from '../delivery/ports.ts';
import { formatItem, parseItem, rowAddress } from '../domain/backlog-item.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { RichText } from '../domain/rich-text.ts';
import { packDelivery, unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';

/** How many destinations are looked at in one round trip. */
const chunkSize = 500;

/** Keeps backlogs, delivery rows and notices in Redis, all of a destination under one hash tag. */
export function createBacklogs(redis: Redis, keys: Keys): Backlogs {
  async function withBacklog(ids: readonly DestinationId[]): Promise<readonly DestinationId[]> {
    const sizes = await Promise.all(ids.map((id) => redis.zcard(keys.destination(id).backlog)));
    return ids.filter((_, index) => (sizes[index] ?? 0) > 0);
  }

  return {
    async put(entries) {
      const pipeline = redis.pipeline();
      for (const entry of entries) {
        // A card shows the newest state whenever it is written: once, after everything else that waits.
        const mode = entry.item.kind === 'card' ? 'GT' : 'NX';
        pipeline.call('ZADD', backlogKey(keys, entry), mode, String(entry.order), formatItem(entry.item));
      }
      failOnError(await pipeline.exec());
    },

    async next(destination) {
      const at = keys.destination(destination);
      const [word] = await redis.zrange(at.backlog, '0', '0');
      if (word === undefined) return undefined;
      const item = parseItem(word);
      if (item === undefined) throw new Error(`Damaged backlog item: ${word}`);
      const { group, field } = rowAddress(item);
      const packed = await redis.hget(at.rows(group), field);
      return { item, ...(packed !== null && { delivery: unpackDelivery(packed) }) };
    },

    async record(destination, item, delivery) {
      const { group, field } = rowAddress(item);
      await redis.hset(keys.destination(destination).rows(group), field, packDelivery(delivery));
    },

    async settle(destination, item, delivery) {
      const at = keys.destination(destination);
      const { group, field } = rowAddress(item);
      const transaction = redis.multi();
      if (delivery !== undefined) transaction.hset(at.rows(group), field, packDelivery(delivery));
      if (item.kind === 'notice') transaction.hdel(at.notices, item.id).hdel(at.rows(group), field);
      transaction.zrem(at.backlog, formatItem(item)).zcard(at.backlog);
      const results = failOnError(await transaction.exec());
      return Number(results.at(-1));
    },

    async digestedUntil(destination, slug) {
      const until = await redis.hget(keys.destination(destination).digested, slug);
      return until === null ? undefined : Number(until);
    },

    async putDigest(destination, item) {
      const at = keys.destination(destination);
      const transaction = redis.multi();
      transaction.zadd(at.backlog, 'NX', item.until, formatItem(item));
      transaction.hset(at.digested, item.slug, item.until);
      failOnError(await transaction.exec());
    },

    async *destinationsWaiting() {
      for await (const members of redis.sscanStream(keys.destinations, { count: chunkSize })) {
        const waiting = await withBacklog(members as readonly DestinationId[]); // only ids are added to this set
        if (waiting.length > 0) yield waiting;
      }
    },

    async putNotice(destination, id, content) {
      await redis.hset(keys.destination(destination).notices, id, JSON.stringify(content));
    },

    async notice(destination, id) {
      const json = await redis.hget(keys.destination(destination).notices, id);
      return json === null ? undefined : (JSON.parse(json) as RichText); // written by putNotice()
    },
  };
}

function backlogKey(keys: Keys, entry: BacklogEntry): string {
  return keys.destination(entry.destination).backlog;
}

function failOnError(results: [Error | null, unknown][] | null): readonly unknown[] {
  if (results === null) throw new Error('The transaction was discarded');
  return results.map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
}
