import type { Redis } from 'ioredis';
import type { BacklogEntry, Backlogs, WaitingItem } from '../delivery/ports.ts';
import { formatItem, parseItem, rowAddress } from '../domain/backlog-item.ts';
import type { Destination, DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/time/instant.ts';
import { isInFront, orderOf } from './backlog-score.ts';
import { nextItem, putItems, putOffItem } from './backlog-scripts.ts';
import { unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';
import { createScript } from './script.ts';

/** What waits, in its order. */
type BacklogTurns = Pick<Backlogs, 'put' | 'next' | 'putOff' | 'putOffUntil'>;

/** Keeps the order of what waits for each destination. */
export function createBacklogTurns(redis: Redis, keys: Keys, now: () => Instant): BacklogTurns {
  const put = createScript(redis, putItems);
  const find = createScript(redis, nextItem);
  const putOff = createScript(redis, putOffItem);

  async function lookUp(destination: DestinationId) {
    const { backlog, later, record, rows } = keys.destination(destination);
    const found = await find([backlog, later, record], [now(), rows('')]);
    const [json, word, stamp, packed, due] = found as readonly [string, string, string, string, string]; // the script's answer
    return { json, word, stamp, packed, due };
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
