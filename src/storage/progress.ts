import type { Redis } from 'ioredis';
import { rowAddress, type StoryItem } from '../domain/backlog-item.ts';
import type { Destination, DestinationId } from '../domain/destination.ts';
import type { DeliveryRecords, PlaceProgress, Wait } from '../newsroom/records.ts';
import { unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';

/** How many places are asked about before waiting for the answers. */
const chunkSize = 500;

/**
 * Reads the state of items of one story at many places. All commands of a chunk are sent before the first answer is
 * awaited.
 */
export function createProgressReader(
  redis: Pick<Redis, 'get' | 'hmget'>,
  keys: Keys,
): DeliveryRecords['progress'] {
  async function read(items: readonly StoryItem[], destination: DestinationId): Promise<PlaceProgress> {
    const at = keys.destination(destination);
    const [{ group, field } = { group: '', field: '' }, ...others] = items.map(rowAddress);
    const [record, wait, rows] = await Promise.all([
      redis.get(at.record),
      redis.get(at.wait),
      group === '' ? [] : redis.hmget(at.rows(group), field, ...others.map((other) => other.field)),
    ]);
    // Written by the records of subscriptions and of the staff.
    const known = record === null ? undefined : (JSON.parse(record) as Destination);
    return {
      destination,
      name: known?.name ?? destination,
      state: known?.state ?? { kind: 'active' },
      ...(known?.messagesAt !== undefined && { messagesAt: known.messagesAt }),
      ...(wait !== null && { wait: JSON.parse(wait) as Wait }), // written by noteWait() of the backlogs
      deliveries: rows.map((packed) => (packed === null ? undefined : unpackDelivery(packed))),
    };
  }

  return async (items, places) => {
    const found: PlaceProgress[] = [];
    for (let from = 0; from < places.length; from += chunkSize) {
      const chunk = places.slice(from, from + chunkSize);
      found.push(...(await Promise.all(chunk.map((place) => read(items, place)))));
    }
    return found;
  };
}
