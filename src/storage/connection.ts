import type { Redis, RedisOptions } from 'ioredis';
import { BundlingRedis } from './bundling-redis.ts';

/** Where the one Redis is: an address (`redis://`, `rediss://`) or a unix socket. */
export type RedisAddress = { readonly url: string } | { readonly socketPath: string };

/** An editor is told after this long that nothing was saved; Discord allows three seconds for an answer. */
const commandTimeoutMs = 2_500;
const longestReconnectMs = 2_000;
/** Some 750 ms: longer than a server takes that is started again, and shorter than people wait. */
const reconnectsPerCommand = 5;

/**
 * Opens the connection that records go through. It reconnects for ever; a command survives a server that is started
 * again, and one that has no answer in 2.5 seconds fails rather than waits.
 */
export function connectRecords(address: RedisAddress): Redis {
  return connect(address, { commandTimeout: commandTimeoutMs, maxRetriesPerRequest: reconnectsPerCommand });
}

/** Opens the connection that queues go through: it waits for Redis as long as it takes, as BullMQ asks. */
export function connectQueues(address: RedisAddress): Redis {
  return connect(address, { maxRetriesPerRequest: null });
}

function connect(
  address: RedisAddress,
  options: Pick<RedisOptions, 'commandTimeout' | 'maxRetriesPerRequest'>,
): Redis {
  const common = {
    ...options,
    retryStrategy: (attempt: number) => Math.min(attempt * 50, longestReconnectMs),
  };
  if ('url' in address) return new BundlingRedis(address.url, common);
  return new BundlingRedis({ ...common, path: address.socketPath });
}
