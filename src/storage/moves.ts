import type { Redis } from 'ioredis';
import { parseItem, type RowAddress, rowAddress } from '../domain/backlog-item.ts';
import { atNewAddress, type Delivery } from '../domain/delivery.ts';
import { type DestinationId, platformOf } from '../domain/destination.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import { packDelivery, unpackDelivery } from './delivery-codec.ts';
import type { DestinationRecords } from './destination-records.ts';
import type { Keys } from './keys.ts';
import { pairsOf } from './pairs.ts';

/** How long a former address is known as one. No fan-out takes longer. */
const movedForMs = 86_400_000;

/** What a move asks of the records of subscriptions. */
interface SubscriptionsMoved
  extends Pick<SubscriptionRecords, 'ofDestination' | 'put'>,
    Pick<DestinationRecords, 'destination' | 'change'> {
  /** Ends a subscription without noting it as a former one. */
  drop(id: DestinationId, slug: string): Promise<boolean>;
}

/** A destination's old and new address. */
interface Move {
  readonly from: DestinationId;
  readonly to: DestinationId;
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
    for (const [field, packed] of Object.entries(await redis.hgetall(keys.destination(from).rows(slug))))
      if (field !== 'card') await moveRow({ from, to }, { group: slug, field }, unpackDelivery(packed));
  }

  /**
   * A send that is under way may have arrived, so it counts as begun at the new address too. It leaves the old row, so
   * that whoever made it learns of the move with its answer.
   */
  async function moveRow(
    { from, to }: Move,
    { group, field }: RowAddress,
    delivery: Delivery,
  ): Promise<void> {
    // What was already delivered at the new address is newer than what is known of the old one.
    await redis.hsetnx(keys.destination(to).rows(group), field, packDelivery(atNewAddress(delivery)));
    if (delivery.state === 'sending') await redis.hdel(keys.destination(from).rows(group), field);
  }

  /** The next digest at the new address begins where the last one ended, wherever that was posted. */
  async function moveMark(from: DestinationId, to: DestinationId, slug: string): Promise<void> {
    const until = await redis.hget(keys.destination(from).digested, slug);
    if (until !== null) await redis.hsetnx(keys.destination(to).digested, slug, until);
  }

  /** A desk's notices belong to no story. One that was posted is posted anew when it changes. */
  async function moveNotice(move: Move, word: string): Promise<void> {
    const item = parseItem(word);
    if (item?.kind !== 'notice') return;
    const at = rowAddress(item);
    const packed = await redis.hget(keys.destination(move.from).rows(at.group), at.field);
    const delivery = packed === null ? undefined : unpackDelivery(packed);
    if (delivery?.state === 'sending') await moveRow(move, at, delivery);
  }

  async function moveBacklog(from: DestinationId, to: DestinationId): Promise<void> {
    const { backlog } = keys.destination(from);
    for (const [word, score] of pairsOf(await redis.zrange(backlog, '0', '-1', 'WITHSCORES'))) {
      await moveNotice({ from, to }, word);
      await redis.zadd(keys.destination(to).backlog, score, word);
      await redis.zrem(backlog, word);
    }
  }

  return {
    async move(from, to) {
      const { record, later, movedTo } = keys.destination(from);
      // First, since the answer to a send that is under way has to find it, and a fan-out that read the old address
      // puts what it carries there, now or later.
      await redis.set(movedTo, to, 'PX', movedForMs);
      const known = await records.destination(from);
      // A paused one stays paused for now, so that what it missed is not sent item by item.
      if (known !== undefined)
        await records.change(to, (there) => (there === undefined ? { ...known, id: to } : undefined));
      for (const subscription of await records.ofDestination(from)) {
        // Rows first: what was sent to the old address must be known before anything goes to the new one.
        await moveRows(from, to, subscription.slug);
        await moveMark(from, to, subscription.slug);
        await records.put({ ...subscription, destination: to }, known?.name ?? to);
        await records.drop(from, subscription.slug);
      }
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
