import type { Redis } from 'ioredis';
import type { BacklogEntry, Backlogs } from '../delivery/ports.ts';
import { formatItem, parseItem, rowAddress } from '../domain/backlog-item.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { RichText } from '../domain/rich-text.ts';
import { claimRow, createScript, settleItem } from './commit.ts';
import { packDelivery, unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';

/** How many destinations are looked at in one round trip. */
const chunkSize = 500;

/**
 * Added to the score of an item that waits and is asked for again, which changes its stamp and not its place: orders
 * are milliseconds in steps of a half, and a double tells steps of 1/2048 apart there until the year 2109.
 */
const nudge = 1 / 2048;

/** Keeps backlogs, delivery rows and notices in Redis, all of a destination under one hash tag. */
export function createBacklogs(redis: Redis, keys: Keys): Backlogs {
  const claim = createScript(redis, claimRow);
  const settle = createScript(redis, settleItem);

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
        const [key, word] = [backlogKey(keys, entry), formatItem(entry.item)];
        pipeline.call('ZADD', key, 'XX', 'INCR', String(nudge), word);
        pipeline.call('ZADD', key, mode, String(entry.order), word);
      }
      failOnError(await pipeline.exec());
    },

    async next(destination) {
      const at = keys.destination(destination);
      const [word, stamp] = await redis.zrange(at.backlog, '0', '0', 'WITHSCORES');
      if (word === undefined || stamp === undefined) return undefined;
      const item = parseItem(word);
      if (item === undefined) throw new Error(`Damaged backlog item: ${word}`);
      const { group, field } = rowAddress(item);
      const packed = await redis.hget(at.rows(group), field);
      return { item, stamp, ...(packed !== null && { delivery: unpackDelivery(packed) }) };
    },

    async claim(destination, waiting, delivery) {
      const { group, field } = rowAddress(waiting.item);
      const asRead = waiting.delivery === undefined ? '' : packDelivery(waiting.delivery);
      const rows = keys.destination(destination).rows(group);
      return (await claim([rows], [field, asRead, packDelivery(delivery)])) === 1;
    },

    async record(destination, item, delivery) {
      const { group, field } = rowAddress(item);
      await redis.hset(keys.destination(destination).rows(group), field, packDelivery(delivery));
    },

    async settle(destination, { item, stamp }, delivery) {
      const at = keys.destination(destination);
      const { group, field } = rowAddress(item);
      const left = await settle(
        [at.backlog, at.rows(group), at.notices],
        [
          formatItem(item),
          stamp,
          field,
          delivery === undefined ? '' : packDelivery(delivery),
          item.kind === 'notice' ? item.id : '',
        ],
      );
      return Number(left);
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
