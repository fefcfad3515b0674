import type { Redis } from 'ioredis';
import {
  type BacklogEntry,
  type Backlogs,
  noticeLifeMs,
  type WaitingDestination,
} from '../delivery/ports.ts';
import { formatItem, parseItem, rowAddress } from '../domain/backlog-item.ts';
import type { DestinationId } from '../domain/destination.ts';
import { claimRow, createScript, putItems, settleItem } from './commit.ts';
import { packDelivery, unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';

/** How many destinations are looked at in one round trip. */
const chunkSize = 500;

/**
 * Added to the score of an item that waits and is asked for again, which changes its stamp and not its place: orders
 * are milliseconds in steps of a half, and a double tells steps of 1/2048 apart there until the year 2109.
 */
const nudge = 1 / 2048;

/**
 * Taken from the score of an item in front, which makes it negative: orders stay below this until the year 2039, and
 * the steps stay as fine as above. Even later an item in front stays before all others.
 */
const frontBand = 2 ** 41;

/** Keeps backlogs and delivery rows in Redis, all of a destination under one hash tag. */
export function createBacklogs(redis: Redis, keys: Keys): Backlogs {
  const claim = createScript(redis, claimRow);
  const settle = createScript(redis, settleItem);
  const put = createScript(redis, putItems);

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
    async put(entries) {
      const byDestination = groupByDestination(entries);
      const waiting = await Promise.all(
        [...byDestination].map(async ([destination, theirs]) => {
          const at = keys.destination(destination);
          const rows = theirs.map(({ item, begunBy = item }) => at.rows(rowAddress(begunBy).group));
          const args = [frontBand, nudge, ...theirs.flatMap(putArguments)];
          const lowest = String(await put([at.backlog, ...rows], args));
          return lowest === '' ? [] : [{ destination, isUrgent: isInFront(lowest) }];
        }),
      );
      return waiting.flat();
    },

    async next(destination) {
      const at = keys.destination(destination);
      const [word, stamp] = await redis.zrange(at.backlog, '0', '0', 'WITHSCORES');
      if (word === undefined || stamp === undefined) return undefined;
      const item = parseItem(word);
      if (item === undefined) throw new Error(`Damaged backlog item: ${word}`);
      const { group, field } = rowAddress(item);
      const packed = await redis.hget(at.rows(group), field);
      const isUrgent = isInFront(stamp);
      return { item, stamp, isUrgent, ...(packed !== null && { delivery: unpackDelivery(packed) }) };
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
      const answer = await settle(
        [at.backlog, at.rows(group)],
        [
          formatItem(item),
          stamp,
          field,
          delivery === undefined ? '' : packDelivery(delivery),
          item.kind === 'notice' ? noticeLifeMs : '',
        ],
      );
      const [items, lowest] = answer as readonly [number, string]; // the script's answer
      return { items, isUrgent: isInFront(lowest) };
    },

    async isUrgent(destination) {
      return isInFront((await lowestScore(destination)) ?? '');
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
  };
}

function groupByDestination(entries: readonly BacklogEntry[]): Map<DestinationId, BacklogEntry[]> {
  const groups = new Map<DestinationId, BacklogEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.destination);
    if (group === undefined) groups.set(entry.destination, [entry]);
    else group.push(entry);
  }
  return groups;
}

function putArguments({ item, order, place, begunBy = item }: BacklogEntry): readonly (string | number)[] {
  // A card shows the newest state whenever it is written: once, after everything else that waits.
  const usual = item.kind === 'card' ? 'last' : 'in-turn';
  return [formatItem(item), order, place ?? usual, rowAddress(begunBy).field];
}

function isInFront(score: string): boolean {
  return score.startsWith('-');
}

function failOnError(results: [Error | null, unknown][] | null): readonly unknown[] {
  if (results === null) throw new Error('The transaction was discarded');
  return results.map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
}
