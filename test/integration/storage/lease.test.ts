import { expect, it } from 'vitest';
import { createLease } from '../../../src/storage/lease.ts';
import { testRedis } from '../../support/redis.ts';

function leases(ttlMs: number) {
  const { redis, prefix } = testRedis();
  const lease = (owner: string) => createLease(redis, { key: `${prefix}lease`, owner, ttlMs });
  return { first: lease('first'), second: lease('second'), left: () => redis.pttl(`${prefix}lease`) };
}

it('is one owner’s at a time, who can keep it', async () => {
  const { first, second, left } = leases(60_000);
  expect(await first.take()).toBe(true);
  expect(await second.take()).toBe(false);
  expect(await first.take()).toBe(true);
  expect(await left()).toBeGreaterThan(50_000);
});

it('is given back by its owner alone', async () => {
  const { first, second } = leases(60_000);
  await first.take();
  await second.release();
  expect(await second.take()).toBe(false);
  await first.release();
  expect(await second.take()).toBe(true);
});

it('runs out where its owner does not ask again', async () => {
  const { first, second } = leases(40);
  await first.take();
  await expect.poll(() => second.take()).toBe(true);
  expect(await first.take()).toBe(false);
});

it('goes to one of many who ask at once', async () => {
  const { redis, prefix } = testRedis();
  const asked = Array.from({ length: 20 }, (_, index) =>
    createLease(redis, { key: `${prefix}lease`, owner: `process ${index}`, ttlMs: 60_000 }).take(),
  );
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
});
