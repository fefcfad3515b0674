import type { Redis } from 'ioredis';
import type { Lease } from '../platforms/lease.ts';
import { createScript } from './script.ts';

/** One lease in Redis. */
export interface LeaseSettings {
  readonly key: string;
  /** Names this process; no two processes may have the same name. */
  readonly owner: string;
  /** How long after the last `take` the lease expires. */
  readonly ttlMs: number;
}

/** Takes or prolongs a lease. Answers 1 when its owner has it now, 0 when somebody else does. */
const takeLease = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`;

const releaseLease = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`;

/** Makes a lease: a key that holds its owner's name and expires. Only its owner can prolong or remove it. */
export function createLease(redis: Redis, { key, owner, ttlMs }: LeaseSettings): Lease {
  const take = createScript(redis, takeLease);
  const release = createScript(redis, releaseLease);
  return {
    take: async () => (await take([key], [owner, ttlMs])) === 1,
    async release() {
      await release([key], [owner]);
    },
  };
}
