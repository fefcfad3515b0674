import type { Redis } from 'ioredis';
import type { BotCalls } from '../delivery/ports.ts';
import type { Keys } from './keys.ts';
import { createScript } from './script.ts';

/**
 * Counts a call that is made now, or answers after how many milliseconds it may be tried. The list holds the times of
 * the latest calls, newest first, by the server's clock: those of the processes may differ. A time that is ahead is
 * from before that clock was set back, and forgotten.
 */
const takeTurn = `
local latest, calls, perMs = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local blocker = tonumber(redis.call('LINDEX', latest, calls - 1) or nil)
if blocker and blocker <= now and blocker + perMs > now then return blocker + perMs - now end
redis.call('LPUSH', latest, string.format('%.0f', now))
redis.call('LTRIM', latest, 0, calls - 1)
redis.call('PEXPIRE', latest, perMs)
return 0
`;

/** Counts in Redis what the bots of all processes call. */
export function createBotCalls(redis: Redis, keys: Keys): BotCalls {
  const take = createScript(redis, takeTurn);
  return {
    async take(platform, { calls, perMs }) {
      return Number(await take([keys.calls(`bot:${platform}`)], [calls, perMs]));
    },
  };
}
