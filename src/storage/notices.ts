import type { Redis } from 'ioredis';
import { type Notice, type Notices, noticeLifeMs } from '../delivery/ports.ts';
import type { Keys } from './keys.ts';

/** Keeps notices in Redis. Each expires a while after its last change. */
export function createNotices(redis: Redis, keys: Keys): Notices {
  return {
    async put(id, notice, about) {
      await redis.set(keys.notice(id), JSON.stringify(notice), 'PX', noticeLifeMs);
      if (about !== undefined) await redis.set(keys.noticeAbout(about), id, 'PX', noticeLifeMs);
    },
    async find(id) {
      const json = await redis.get(keys.notice(id));
      return json === null ? undefined : (JSON.parse(json) as Notice); // written by put()
    },
    async findAbout(about) {
      return (await redis.get(keys.noticeAbout(about))) ?? undefined;
    },
  };
}
