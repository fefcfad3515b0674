import { inject, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/storage/store.ts';
import { testRedis } from './redis.ts';

/** A store in the test's own corner of the run's Redis; closed when the test ends. */
export function testStore(): Store {
  const { prefix } = testRedis();
  const store = openStore({
    address: { socketPath: inject('redisSocket') },
    prefix: prefix.slice(0, -1),
    now: Date.now,
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => store.close());
  return store;
}
