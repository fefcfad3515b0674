import { Redis } from 'ioredis';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { testRedis } from '../../support/redis.ts';

describe('testRedis', () => {
  let earlier = '';

  it('gives a connection and a prefix', async () => {
    const { redis, prefix } = testRedis();
    earlier = prefix;
    await redis.mset(`${prefix}a`, '1', `{${prefix}b}:c`, '2');
    expect(await redis.get(`${prefix}a`)).toBe('1');
  });

  it('gives the next test another prefix and has removed the keys of the one before', async () => {
    const { redis, prefix } = testRedis();
    expect(prefix).not.toBe(earlier);
    expect(await redis.keys(`*${earlier}*`)).toEqual([]);
  });

  it('does not mind connections that are closed again', async () => {
    const { redis, connect } = testRedis();
    const other = connect();
    const copy = other.duplicate();
    expect(await Promise.all([redis, other, copy].map((each) => each.ping()))).toEqual([
      'PONG',
      'PONG',
      'PONG',
    ]);
    await copy.quit();
    await other.quit();
  });

  it.fails('fails a test that leaves a connection open', async () => {
    const { connect } = testRedis();
    const leak = connect().duplicate();
    await leak.ping();
  });

  it('is on a server of its own', async () => {
    const other = new Redis({ path: inject('redisSocket') });
    onTestFinished(() => other.disconnect());
    expect(inject('redisSocket')).toContain('dateline-test-');
    expect(await other.config('GET', 'port')).toContain('0');
  });
});
