import type { Redis } from 'ioredis';
import {
  type BacklogEntry,
  type Backlogs,
  noticeLifeMs,
  type WaitingDestination,
  type WaitingItem,
} from '../delivery/ports.ts';
import { formatItem, parseItem, rowAddress } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Destination, DestinationId } from '../domain/destination.ts';
import { isWithin } from '../domain/digest.ts';
import type { Instant } from '../domain/time/instant.ts';
import { isInFront, orderOf } from './backlog-score.ts';
import {
  foldItems,
  nextItem,
  putDigestItem,
  putItems,
  putOffItem,
  settleItem,
  writeRow,
} from './backlog-scripts.ts';
import { packDelivery, unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';
import { pairsOf } from './pairs.ts';
import { createScript } from './script.ts';

/** How many destinations are looked at in one round trip. */
const chunkSize = 500;
/** So long at most does a platform's answer take before it counts as a failure. */
const longestCallMs = 20_000;
/** How many notices are looked for. They go before everything routine. */
const noticesRead = 50;

/** Keeps backlogs and delivery rows in Redis, those of a destination under one hash tag. */
export function createBacklogs(redis: Redis, keys: Keys, now: () => Instant): Backlogs {
  const write = createScript(redis, writeRow);
  const putDigest = createScript(redis, putDigestItem);
  const settle = createScript(redis, settleItem);
  const put = createScript(redis, putItems);
  const find = createScript(redis, nextItem);
  const putOff = createScript(redis, putOffItem);
  const fold = createScript(redis, foldItems);

  async function lookUp(destination: DestinationId) {
    const { backlog, later, record, rows } = keys.destination(destination);
    const found = await find([backlog, later, record], [now(), rows('')]);
    const [json, word, stamp, packed, due] = found as readonly [string, string, string, string, string]; // the script's answer
    return { json, word, stamp, packed, due };
  }

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
          const lowest = String(await put([at.backlog, at.later, ...rows], theirs.flatMap(putArguments)));
          return lowest === '' ? [] : [{ destination, isUrgent: isInFront(lowest) }];
        }),
      );
      return waiting.flat();
    },

    async next(destination) {
      const { json, ...found } = await lookUp(destination);
      // Written by the records of subscriptions and of the staff.
      const known = json === '' ? {} : { destination: JSON.parse(json) as Destination };
      return found.word === '' ? known : { ...known, waiting: toWaiting(found) };
    },

    async putOff(destination, { item, stamp }, until) {
      const { backlog, later } = keys.destination(destination);
      await putOff([backlog, later], [formatItem(item), stamp, until]);
    },

    async putOffUntil(destination) {
      const { word, due } = await lookUp(destination);
      // An item may have become due since the next one was looked for.
      if (word !== '') return now();
      return due === '' ? undefined : Number(due);
    },

    async notices(destination) {
      const first = await redis.zrange(keys.destination(destination).backlog, '0', String(noticesRead - 1));
      return first.map(parseItem).flatMap((item) => (item?.kind === 'notice' ? [item.id] : []));
    },

    async unbegun(destination, slug) {
      const at = keys.destination(destination);
      const words = pairsOf(await redis.zrange(at.backlog, '0', '-1', 'WITHSCORES'));
      const entries = words.flatMap(([word, score]) => {
        const item = parseItem(word);
        if (item?.kind !== 'entry' || item.slug !== slug) return [];
        return [{ number: item.number, askedAt: orderOf(score) }];
      });
      if (entries.length === 0) return [];
      const rows = await redis.hmget(at.rows(slug), ...entries.map(({ number }) => String(number)));
      return entries.filter((_, index) => isUnbegun(rows[index]));
    },

    async fold(destination, digest, entries) {
      const { backlog, rows } = keys.destination(destination);
      const args = entries.flatMap(({ number, revision }) => [
        formatItem({ kind: 'entry', slug: digest.slug, number }),
        String(number),
        packDelivery({ state: 'digested', revision, copies: [] }),
      ]);
      return Number(await fold([backlog, rows(digest.slug)], [formatItem(digest), ...args]));
    },

    async digestsAbout(destination, slug, moments) {
      const fields = await redis.hkeys(keys.destination(destination).rows(slug));
      return fields.flatMap((field) => {
        const item = parseItem(`${slug}/${field}`);
        return item?.kind === 'digest' && moments.some((at) => isWithin(item, at)) ? [item] : [];
      });
    },

    async record(destination, { item, delivery: asRead }, delivery) {
      const { group, field } = rowAddress(item);
      const rows = keys.destination(destination).rows(group);
      return (await write([rows], [field, packedRow(asRead), packDelivery(delivery)])) === 1;
    },

    async settle(destination, { item, stamp, delivery: asRead }, delivery) {
      const at = keys.destination(destination);
      const { group, field } = rowAddress(item);
      const answer = await settle(
        [at.backlog, at.rows(group), at.later],
        [
          formatItem(item),
          stamp,
          field,
          packedRow(delivery),
          item.kind === 'notice' ? noticeLifeMs : '',
          packedRow(asRead),
        ],
      );
      if (answer === null) return undefined;
      const [items, lowest] = answer as readonly [number, string]; // the script's answer
      return { items, isUrgent: isInFront(lowest) };
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

    async digestedUntil(destination, slug) {
      const until = await redis.hget(keys.destination(destination).digested, slug);
      return until === null ? undefined : Number(until);
    },

    async putDigest(destination, item, mark) {
      const { backlog, digested } = keys.destination(destination);
      const args = [item.slug, mark ?? '', formatItem(item), item.until];
      return (await putDigest([backlog, digested], args)) === 1;
    },

    async *destinationsWaiting() {
      for await (const members of redis.sscanStream(keys.destinations, { count: chunkSize })) {
        const waiting = await withBacklog(members as readonly DestinationId[]); // only ids are added to this set
        if (waiting.length > 0) yield waiting;
      }
    },
  };
}

function toWaiting({ word, stamp, packed }: Record<'word' | 'stamp' | 'packed', string>): WaitingItem {
  const item = parseItem(word);
  if (item === undefined) throw new Error(`Damaged backlog item: ${word}`);
  const delivery = packed === '' ? {} : { delivery: unpackDelivery(packed) };
  return { item, stamp, isUrgent: isInFront(stamp), askedAt: orderOf(stamp), ...delivery };
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
  // A card shows the newest state whenever it is written, so it is written once, after everything else that waits.
  const usual = item.kind === 'card' ? 'last' : 'in-turn';
  return [formatItem(item), order, place ?? usual, rowAddress(begunBy).field];
}

/** A row in its packed form; empty when there is none. */
function packedRow(delivery: Delivery | undefined): string {
  return delivery === undefined ? '' : packDelivery(delivery);
}

/** Whether a packed row has no message, since the first attempt was refused. */
function isUnbegun(packed: string | null | undefined): boolean {
  return packed === null || packed === undefined || /^p\d+$/.test(packed);
}
