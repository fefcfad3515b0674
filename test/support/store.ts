import { inject, onTestFinished } from 'vitest';
import type { Instant } from '../../src/domain/time/instant.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { type TestRedis, testRedis } from './redis.ts';

/** A store in the test's own corner of the run's Redis; closed when the test ends. */
export function testStore(): Store {
  const store = openTestStore(testRedis());
  onTestFinished(() => store.close());
  return store;
}

/** The same for a test that closes it itself, when what stands on it has ended. */
export function openTestStore({ prefix }: Pick<TestRedis, 'prefix'>, now: () => Instant = Date.now): Store {
  return openStore({
    address: { socketPath: inject('redisSocket') },
    prefix: prefix.slice(0, -1),
    now,
    onError: (error) => {
      throw error;
    },
  });
}
