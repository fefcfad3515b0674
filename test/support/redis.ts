import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { inject, onTestFinished } from 'vitest';

/** A test's own corner of the run's Redis. */
export interface TestRedis {
  readonly redis: Redis;
  /** Stands before every key of this test; ends with a colon and holds no braces. */
  readonly prefix: string;
  /** Opens one more connection; the test must close it. Its copies (`duplicate`) count as the test's own too. */
  connect(): Redis;
}

/**
 * Gives the running test a connection and a key prefix of its own. When the test has finished, the keys under the
 * prefix are removed and the connection is closed; a connection that the test left open fails it.
 * To be called in a test or in beforeEach.
 */
export function testRedis(): TestRedis {
  const name = `test-${randomUUID().slice(0, 13)}`;
  const prefix = `${name}:`;
  const connect = (): Redis =>
    new Redis({ path: inject('redisSocket'), maxRetriesPerRequest: null, connectionName: name });
  const redis = connect();
  onTestFinished(async () => {
    const leaked = await closedDownTo(redis, name);
    await removeKeys(redis, prefix);
    redis.disconnect();
    if (leaked > 0) throw new Error(`the test left ${leaked} Redis connections open`);
  });
  return { redis, prefix, connect };
}

/** Waits a moment for other connections of this name to close, and returns how many do not. */
async function closedDownTo(redis: Redis, name: string): Promise<number> {
  const deadline = performance.now() + 500;
  for (;;) {
    const others = (await clientNames(redis)).filter((other) => other.startsWith(name)).length - 1;
    if (others === 0 || performance.now() > deadline) return others;
  }
}

async function clientNames(redis: Redis): Promise<readonly string[]> {
  const list = String(await redis.client('LIST'));
  return [...list.matchAll(/ name=(\S*)/g)].map(([, name]) => name ?? '');
}

async function removeKeys(redis: Redis, prefix: string): Promise<void> {
  const removals: Promise<unknown>[] = [];
  // Keys with a hash tag carry the prefix inside braces: {test-1:story}.
  for (const match of [`${prefix}*`, `{${prefix}*`]) {
    for await (const keys of redis.scanStream({ match, count: 1000 })) {
      if (keys.length > 0) removals.push(redis.unlink(keys));
    }
  }
  await Promise.all(removals);
}
