import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { KeptRecords } from '../newsroom/kept-records.ts';
import type { Keys } from './keys.ts';

/**
 * Keeps small things for a while: button actions, forms, reading marks. Image bytes do not expire unless their
 * entries are killed, since revisions and scheduled entries refer to them. The same image is kept once, however often
 * it is sent. An image whose command failed stays too, since another entry may show it by now.
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
    async note(name, value, ttlMs) {
      await redis.set(keys.noted(name), JSON.stringify(value), 'PX', ttlMs);
    },
    async noted(name) {
      const json = await redis.get(keys.noted(name));
      return json === null ? undefined : JSON.parse(json);
    },
    async keepMedia(bytes) {
      const mediaId = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
      await redis.set(keys.media(mediaId), Buffer.from(bytes));
      return mediaId;
    },
    async media(mediaId) {
      return (await redis.getBuffer(keys.media(mediaId))) ?? undefined;
    },
    async dropMedia(mediaId) {
      // One by one, since they are in different slots.
      await Promise.all([redis.del(keys.media(mediaId)), redis.del(keys.fileId(mediaId))]);
    },
    async forget(texts) {
      for (const match of [keys.kept('*'), keys.noted('*')]) {
        for await (const found of redis.scanStream({ match, count: scanned })) {
          const names = found as readonly string[]; // the stream gives names of keys
          const values = await Promise.all(names.map((name) => redis.get(name)));
          const meant = names.filter((_, index) => holdsText(values[index] ?? null, texts));
          await Promise.all(meant.map((name) => redis.del(name)));
        }
      }
    },
    async lastRead(reader, slug, callId) {
      const mark = readMark(await redis.hget(keys.story(slug).readers, reader));
      return mark?.callId === callId ? mark.before : mark?.at;
    },
    async markRead(reader, slug, { at, callId }) {
      const { readers } = keys.story(slug);
      const mark = readMark(await redis.hget(readers, reader));
      if (mark?.callId === callId) return;
      await redis.hset(readers, reader, [at, mark?.at ?? '', callId].join(' '));
    },
  };
}

/** How many keys are looked at in one round trip. */
const scanned = 1_000;

/** Whether a kept value contains one of the texts, as a whole string. */
function holdsText(json: string | null, texts: ReadonlySet<string>): boolean {
  let found = false;
  if (json !== null) {
    JSON.parse(json, (_key, value: unknown) => {
      found ||= typeof value === 'string' && texts.has(value.trim());
      return value;
    });
  }
  return found;
}

/** How far somebody has read, and the call that last moved that mark. */
interface ReadMark {
  readonly at: number;
  readonly before: number | undefined;
  readonly callId: string;
}

function readMark(stored: string | null): ReadMark | undefined {
  const [, at, before, callId = ''] = /^(\d+) (\d*) (.*)$/.exec(stored ?? '') ?? [];
  return at === undefined
    ? undefined
    : { at: Number(at), before: before ? Number(before) : undefined, callId };
}
