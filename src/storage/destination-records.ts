import type { Redis } from 'ioredis';
import type { Destination, DestinationId } from '../domain/destination.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import type { Keys } from './keys.ts';
import { createScript } from './script.ts';

/** Writes a record if it is still as it was read (empty: did not exist). Answers 1 or 0. */
const replaceRecord = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`;

/** What is kept of destinations themselves, whatever they follow. */
export interface DestinationRecords
  extends Pick<
    SubscriptionRecords,
    'destination' | 'know' | 'setState' | 'stateTold' | 'destinationsWithin'
  > {
  /**
   * Changes a destination's record. Several processes may do so at once, or move it to a new address meanwhile, so a
   * record that has changed or gone is never overwritten. False when `next` wants no change.
   */
  change(
    id: DestinationId,
    next: (known: Destination | undefined) => Destination | undefined,
  ): Promise<boolean>;
}

/** Keeps the records of destinations in Redis: their names, and whether they can be posted to. */
export function createDestinationRecords(redis: Redis, keys: Keys): DestinationRecords {
  const replace = createScript(redis, replaceRecord);

  async function destination(id: DestinationId): Promise<Destination | undefined> {
    return toDestination(await redis.get(keys.destination(id).record));
  }

  async function change(
    id: DestinationId,
    next: (known: Destination | undefined) => Destination | undefined,
  ): Promise<boolean> {
    const { record } = keys.destination(id);
    for (;;) {
      const asRead = await redis.get(record);
      const changed = next(toDestination(asRead));
      if (changed === undefined) return false;
      if ((await replace([record], [asRead ?? '', JSON.stringify(changed)])) === 1) return true;
    }
  }

  return {
    destination,
    change,

    async know(id, name, messagesAt) {
      await change(id, (known) => {
        const state = known?.state ?? { kind: 'active' };
        return { id, name, state, ...(messagesAt !== undefined && { messagesAt }) };
      });
      await redis.sadd(keys.destinations, id);
    },

    async destinationsWithin(id) {
      const ids = (await redis.smembers(keys.destinations)) as DestinationId[]; // know() adds ids alone
      const within = ids.filter((one) => one === id || one.startsWith(`${id}:`));
      const found = await Promise.all(within.map(destination));
      return found.flatMap((one) => one ?? []);
    },

    setState: (id, state) =>
      change(id, (known) =>
        known === undefined || known.state.kind === state.kind ? undefined : { ...known, state },
      ),

    async stateTold(id, since) {
      await change(id, (known) => {
        if (known?.state.isUntold !== true || known.state.since !== since) return undefined;
        const { isUntold: _, ...state } = known.state;
        return { ...known, state };
      });
    },
  };
}

function toDestination(json: string | null): Destination | undefined {
  return json === null ? undefined : (JSON.parse(json) as Destination); // written by change()
}
