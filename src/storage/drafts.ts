import type { Redis } from 'ioredis';
import type { Instant } from '../domain/time/instant.ts';
import type { Draft, DraftRecords } from '../newsroom/draft-records.ts';
import type { Keys } from './keys.ts';

/** Keeps drafts in Redis until they are removed. They do not expire: somebody wrote them. */
export function createDraftRecords(redis: Redis, keys: Keys, now: () => Instant): DraftRecords {
  return {
    async put(id, draft) {
      // The index first: of() skips a name without a text, but a text without a name would be lost.
      await redis.zadd(keys.draftsOf(draft.by), 'NX', now(), id);
      await redis.set(keys.draft(id), JSON.stringify(draft), 'NX');
    },
    async find(id) {
      const json = await redis.get(keys.draft(id));
      return json === null ? undefined : (JSON.parse(json) as Draft); // written by put() or replace()
    },
    async replace(id, draft) {
      return (await redis.set(keys.draft(id), JSON.stringify(draft), 'XX')) === 'OK';
    },
    async remove(id, by) {
      await redis.del(keys.draft(id));
      await redis.zrem(keys.draftsOf(by), id);
    },
    async of(person) {
      const ids = await redis.zrevrange(keys.draftsOf(person), 0, -1);
      const there = await Promise.all(ids.map((id) => redis.exists(keys.draft(id))));
      return ids.filter((_, index) => there[index] === 1);
    },
  };
}
