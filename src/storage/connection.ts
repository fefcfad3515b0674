import type { Redis, RedisOptions } from 'ioredis';
import { BundlingRedis } from './bundling-redis.ts';
import { isDatabaseMissing } from './connection-trouble.ts';

/** Where the one Redis is: an address (`redis://`, `rediss://`) or a unix socket. */
export type RedisAddress = { readonly url: string } | { readonly socketPath: string };

/** After this long an editor is told that nothing was saved; Discord allows three seconds for an answer. */
const commandTimeoutMs = 2_500;
const longestReconnectMs = 2_000;
/** Some 750 ms: longer than a server takes to restart, and shorter than people wait. */
const reconnectsPerCommand = 5;

/**
 * Opens the connection for records. It reconnects for ever. A command survives a restart of the server, but fails
 * instead of waiting when there is no answer in 2.5 seconds.
 */
export function connectRecords(address: RedisAddress): Redis {
  return connect(address, { commandTimeout: commandTimeoutMs, maxRetriesPerRequest: reconnectsPerCommand });
}

/** Opens the connection for queues. It waits for Redis as long as it takes, as BullMQ requires. */
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
  const redis =
    'url' in address
      ? new BundlingRedis(address.url, common)
      : new BundlingRedis({ ...common, path: address.socketPath });
  // The client would go on with database 0, between the keys of somebody else.
  redis.on('error', (error) => {
    if (isDatabaseMissing(error)) redis.disconnect(true);
  });
  return redis;
}
