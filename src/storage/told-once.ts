import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Keys } from './keys.ts';

/**
 * Returns true to the first process that asks, then false for ten minutes, so that trouble seen by every process is
 * told once.
 */
export type ToldOnce = (content: RichText) => Promise<boolean>;

const quietMs = 600_000;

/** Remembers in Redis, for a while, what was told. */
export function createToldOnce(redis: Redis, keys: Keys): ToldOnce {
  return async (content) => {
    const hash = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
    return (await redis.set(keys.told(hash), '1', 'PX', quietMs, 'NX')) === 'OK';
  };
}
