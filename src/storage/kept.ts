import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { KeptRecords } from '../newsroom/records.ts';
import type { Keys } from './keys.ts';

/**
 * Keeps small things for a while: button actions, forms, reading marks. Image bytes have no end: revisions and
 * scheduled entries name them, and nobody prunes those. The same image is kept once, however often it is sent; one
 * whose command failed afterwards stays as well, since another entry may show it by now.
 */
export function createKeptRecords(redis: Redis, keys: Keys, newId: () => string): KeptRecords {
  return {
    async keep(value, ttlMs) {
      const token = newId();
      await redis.set(keys.kept(token), JSON.stringify(value), 'PX', ttlMs);
      return token;
    },
    async kept(token) {
      const json = await redis.get(keys.kept(token));
      return json === null ? undefined : JSON.parse(json);
    },
    async keepMedia(bytes) {
      const mediaId = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
      await redis.set(keys.media(mediaId), Buffer.from(bytes));
      return mediaId;
    },
    async markRead(reader, slug, at) {
      const { readers } = keys.story(slug);
      const before = await redis.hget(readers, reader);
      await redis.hset(readers, reader, at);
      return before === null ? undefined : Number(before);
    },
  };
}

/** Reads the bytes of a picture; undefined when they are not kept. */
export function createMediaReader(
  redis: Redis,
  keys: Keys,
): (mediaId: string) => Promise<Uint8Array | undefined> {
  return async (mediaId) => (await redis.getBuffer(keys.media(mediaId))) ?? undefined;
}
