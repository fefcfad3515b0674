import { inject, onTestFinished, test } from 'vitest';
import { BundlingRedis } from '../../../src/storage/bundling-redis.ts';
import { testRedis } from '../../support/redis.ts';

test('holds back what is written until the end of the step, and each command has its own answer, in order', async ({
  expect,
}) => {
  const { prefix } = testRedis();
  const redis = new BundlingRedis({ path: inject('redisSocket') });
  onTestFinished(() => redis.disconnect());
  await redis.ping();
  const key = `${prefix}count`;
  const answers = [redis.set(key, '1'), redis.incr(key), redis.get(key)];
  expect(redis.stream.writableLength).toBeGreaterThan(0);
  expect(await Promise.all(answers)).toEqual(['OK', 2, '2']);
  expect(redis.stream.writableLength).toBe(0);
});
