import type { Redis } from 'ioredis';
import { type Backlogs, noticeLifeMs } from '../delivery/ports.ts';
import { formatItem, parseItem, rowAddress } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import { isInFront, orderOf } from './backlog-score.ts';
import { settleItem, writeRow } from './backlog-scripts.ts';
import { packDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';
import { pairsOf } from './pairs.ts';
import { createScript } from './script.ts';

/** What was delivered of an item, beside what waits. */
type BacklogRows = Pick<Backlogs, 'unbegun' | 'record' | 'settle'>;

/** Keeps the delivery rows of each destination in step with its backlog. */
export function createBacklogRows(redis: Redis, keys: Keys): BacklogRows {
  const write = createScript(redis, writeRow);
  const settle = createScript(redis, settleItem);

  return {
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
  };
}

/** A row in its packed form; empty when there is none. */
function packedRow(delivery: Delivery | undefined): string {
  return delivery === undefined ? '' : packDelivery(delivery);
}

/** Whether a packed row has no message, since the first attempt was refused. */
function isUnbegun(packed: string | null | undefined): boolean {
  return packed === null || packed === undefined || /^p\d+$/.test(packed);
}
