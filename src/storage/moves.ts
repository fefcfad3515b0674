import type { Redis } from 'ioredis';
import { goneMessageId } from '../domain/delivery.ts';
import { type Destination, type DestinationId, platformOf } from '../domain/destination.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import { packDelivery, unpackDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';
import { pairsOf } from './pairs.ts';

/** How long a former address is known as one. No fan-out takes longer. */
const movedForMs = 86_400_000;

/** What a move asks of the records of subscriptions. */
interface SubscriptionsMoved extends Pick<SubscriptionRecords, 'destination' | 'ofDestination' | 'put'> {
  /** Changes a destination's record; see the records of subscriptions. */
  change(
    id: DestinationId,
    next: (known: Destination | undefined) => Destination | undefined,
  ): Promise<boolean>;
  /** Ends a subscription without noting it as a former one. */
  drop(id: DestinationId, slug: string): Promise<boolean>;
}

/**
 * Moves destinations to new addresses: what they follow, what was sent there, what still waits. Each step can be
 * repeated, so a move that died half way is simply made again.
 */
export function createMoves(
  redis: Redis,
  keys: Keys,
  records: SubscriptionsMoved,
): Pick<SubscriptionRecords, 'move' | 'movedTo'> {
  /** The old messages cannot be reached at the new address, but what was sent must not be sent again. */
  async function moveRows(from: DestinationId, to: DestinationId, slug: string): Promise<void> {
    for (const [field, packed] of Object.entries(await redis.hgetall(keys.destination(from).rows(slug)))) {
      const delivery = unpackDelivery(packed);
      if (field === 'card' || delivery.state === 'sending') continue;
      const copies = delivery.copies.map((copy) => ({ ...copy, messageId: goneMessageId }));
      // What was already delivered at the new address is newer than what is known of the old one.
      await redis.hsetnx(keys.destination(to).rows(slug), field, packDelivery({ ...delivery, copies }));
    }
  }

  async function moveBacklog(from: DestinationId, to: DestinationId): Promise<void> {
    const { backlog } = keys.destination(from);
    for (const [word, score] of pairsOf(await redis.zrange(backlog, '0', '-1', 'WITHSCORES'))) {
      await redis.zadd(keys.destination(to).backlog, score, word);
      await redis.zrem(backlog, word);
    }
  }

  return {
    async move(from, to) {
      const known = await records.destination(from);
      // A paused one stays paused for now, so that what it missed is not sent item by item.
      if (known !== undefined)
        await records.change(to, (there) => (there === undefined ? { ...known, id: to } : undefined));
      for (const subscription of await records.ofDestination(from)) {
        // Rows first: what was sent to the old address must be known before anything goes to the new one.
        await moveRows(from, to, subscription.slug);
        await records.put({ ...subscription, destination: to }, known?.name ?? to);
        await records.drop(from, subscription.slug);
      }
      const { record, later, movedTo } = keys.destination(from);
      // A fan-out that read the old address puts what it carries there, now or later.
      await redis.set(movedTo, to, 'PX', movedForMs);
      await moveBacklog(from, to);
      const platform = platformOf(from);
      if ((await redis.hget(keys.desks, platform)) === from) await redis.hset(keys.desks, platform, to);
      await redis.srem(keys.destinations, from);
      await redis.del(record, later);
    },

    async movedTo(from) {
      const to = await redis.get(keys.destination(from).movedTo);
      return to === null ? undefined : (to as DestinationId); // written by move()
    },
  };
}
