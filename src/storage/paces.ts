import type { Redis } from 'ioredis';
import type { Paces } from '../delivery/ports.ts';
import type { Keys } from './keys.ts';
import { createScript } from './script.ts';

/**
 * Asks for one call. The list holds the times of the latest calls, newest first, as many as the widest window counts.
 * Answers when this call is allowed (0: now, and it is counted) and when the next one is. A time that is ahead by more
 * than a window is from before the clock was set back, and forgotten.
 */
const takeCall = `
local calls, now = KEYS[1], tonumber(ARGV[1])
local taken = redis.call('LRANGE', calls, 0, -1)
local function freeAt(calledNow)
  local at = 0
  for i = 2, #ARGV, 2 do
    local nth = tonumber(ARGV[i]) - calledNow
    local blocker, perMs = nth == 0 and now or tonumber(taken[nth]), tonumber(ARGV[i + 1])
    if blocker and blocker <= now + perMs then at = math.max(at, blocker + perMs) end
  end
  return string.format('%.0f', at)
end
local free = freeAt(0)
if tonumber(free) > now then return {free, free} end
local widest, longest = 0, 0
for i = 2, #ARGV, 2 do
  widest, longest = math.max(widest, tonumber(ARGV[i])), math.max(longest, tonumber(ARGV[i + 1]))
end
redis.call('LPUSH', calls, ARGV[1])
redis.call('LTRIM', calls, 0, widest - 1)
redis.call('PEXPIRE', calls, longest)
return {'0', freeAt(1)}
`;

/** Counts calls in Redis, so that all processes together keep to a platform's limits. */
export function createPaces(redis: Redis, keys: Keys): Paces {
  const take = createScript(redis, takeCall);

  return {
    async take({ name, windows }, now) {
      const limits = windows.flatMap(({ calls, perMs }) => [calls, perMs]);
      const answer = await take([keys.calls(name)], [now, ...limits]);
      const [allowedAt, nextAt] = (answer as readonly [string, string]).map(Number); // the script's answer
      return allowedAt ? { allowedAt } : { nextAt: nextAt ?? 0 };
    },
    async giveBack({ name }, countedAt) {
      await redis.lrem(keys.calls(name), 1, countedAt);
    },
  };
}
