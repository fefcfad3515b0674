import type { Redis } from 'ioredis';
import { formatItem, rowAddress } from '../domain/backlog-item.ts';
import { type Delivery, goneMessageId } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { DeliveryRecords } from '../newsroom/records.ts';
import { packDelivery, unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';
import { createProgressReader } from './progress.ts';
import { createScript } from './script.ts';

/** Matches the field of an entry's own row, and of its corrections' rows. */
const entryOfField = /^(?:correction:)?(\d+)(?:\.\d+)?$/;

/** Writes a row that is still as it was read, and puts its item into the backlog unless it waits. Answers 1 or 0. */
const reopenRow = `
local field, asRead, row, word, order = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if redis.call('HGET', KEYS[1], field) ~= asRead then return 0 end
redis.call('HSET', KEYS[1], field, row)
redis.call('ZADD', KEYS[2], 'NX', order, word)
return 1
`;

/** Reads delivery rows for people who ask how an entry is doing. */
export function createDeliveryRecords(redis: Redis, keys: Keys): DeliveryRecords {
  const reopen = createScript(redis, reopenRow);

  async function search(destination: DestinationId, slug: string, messageId: string) {
    const rows = await redis.hgetall(keys.destination(destination).rows(slug));
    const found = Object.entries(rows).find(
      ([field, packed]) =>
        entryOfField.test(field) &&
        unpackDelivery(packed).copies.some((copy) => copy.messageId === messageId),
    );
    return found && { slug, number: Number(entryOfField.exec(found[0])?.[1]) };
  }

  return {
    async find(destination, slug, number) {
      const packed = await redis.hget(keys.destination(destination).rows(slug), String(number));
      return packed === null ? undefined : unpackDelivery(packed);
    },
    async resolve(destination, item, { how, at }) {
      const { backlog, rows: rowsOf } = keys.destination(destination);
      const { group, field } = rowAddress(item);
      const rows = rowsOf(group);
      const packed = await redis.hget(rows, field);
      const settled = packed === null ? undefined : resolved(unpackDelivery(packed), how);
      if (packed === null || settled === undefined) return false;
      const row = packDelivery(settled);
      return (await reopen([rows, backlog], [field, packed, row, formatItem(item), at])) === 1;
    },
    progress: createProgressReader(redis, keys),
    backlogSize: (destination) => redis.zcard(keys.destination(destination).backlog),
    async entryOfMessage(destination, messageId) {
      const slugs = await redis.smembers(keys.destination(destination).stories);
      const found = await Promise.all(slugs.map((slug) => search(destination, slug, messageId)));
      return found.find((entry) => entry !== undefined);
    },
  };
}

/** The row of a stuck delivery after people have decided; undefined when it is not stuck. */
function resolved({ state, revision, copies }: Delivery, how: 'arrived' | 'again'): Delivery | undefined {
  if (state !== 'unknown' && state !== 'refused' && state !== 'stale') return undefined;
  // The message is there, but nobody knows its id: it can be neither edited nor sent again.
  const arrived = how === 'arrived' ? [{ messageId: goneMessageId, fingerprint: '' }] : [];
  return { state: 'partial', revision, copies: [...copies, ...arrived] };
}
