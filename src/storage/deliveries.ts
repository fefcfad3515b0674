import type { Redis } from 'ioredis';
import type { DestinationId } from '../domain/destination.ts';
import type { DeliveryRecords } from '../newsroom/records.ts';
import { unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';

/** Reads the delivery rows that the delivery engine writes, for people who ask how an entry fares. */
export function createDeliveryRecords(redis: Redis, keys: Keys): DeliveryRecords {
  async function search(destination: DestinationId, slug: string, messageId: string) {
    const rows = await redis.hgetall(keys.destination(destination).rows(slug));
    const found = Object.entries(rows).find(
      ([field, packed]) =>
        /^\d+$/.test(field) && unpackDelivery(packed).copies.some((copy) => copy.messageId === messageId),
    );
    return found && { slug, number: Number(found[0]) };
  }

  return {
    async find(destination, slug, number) {
      const packed = await redis.hget(keys.destination(destination).rows(slug), String(number));
      return packed === null ? undefined : unpackDelivery(packed);
    },
    backlogSize: (destination) => redis.zcard(keys.destination(destination).backlog),
    async entryOfMessage(destination, messageId) {
      const slugs = await redis.smembers(keys.destination(destination).stories);
      const found = await Promise.all(slugs.map((slug) => search(destination, slug, messageId)));
      return found.find((entry) => entry !== undefined);
    },
  };
}
