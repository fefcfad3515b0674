import type { Redis } from 'ioredis';
import type { Backlogs } from '../delivery/ports.ts';
import { formatItem, parseItem } from '../domain/backlog-item.ts';
import { isWithin } from '../domain/digest.ts';
import { foldItems, putDigestItem } from './backlog-scripts.ts';
import { packDelivery } from './delivery-codec.ts';
import type { Keys } from './keys.ts';
import { createScript } from './script.ts';

/** Digests that wait, and what they tell. */
type BacklogDigests = Pick<Backlogs, 'fold' | 'digestsAbout' | 'digestedUntil' | 'putDigest'>;

/** Keeps the digests of each destination: which are put, and which entries they tell in place of their own posts. */
export function createBacklogDigests(redis: Redis, keys: Keys): BacklogDigests {
  const putDigest = createScript(redis, putDigestItem);
  const fold = createScript(redis, foldItems);

  return {
    async fold(destination, digest, entries) {
      const { backlog, rows } = keys.destination(destination);
      const args = entries.flatMap(({ number, revision }) => [
        formatItem({ kind: 'entry', slug: digest.slug, number }),
        String(number),
        packDelivery({ state: 'digested', revision, copies: [] }),
      ]);
      return Number(await fold([backlog, rows(digest.slug)], [formatItem(digest), ...args]));
    },

    async digestsAbout(destination, slug, moments) {
      const fields = await redis.hkeys(keys.destination(destination).rows(slug));
      return fields.flatMap((field) => {
        const item = parseItem(`${slug}/${field}`);
        return item?.kind === 'digest' && moments.some((at) => isWithin(item, at)) ? [item] : [];
      });
    },

    async digestedUntil(destination, slug) {
      const until = await redis.hget(keys.destination(destination).digested, slug);
      return until === null ? undefined : Number(until);
    },

    async putDigest(destination, item, { mark, order = item.until }) {
      const { backlog, digested } = keys.destination(destination);
      const args = [item.slug, mark ?? '', formatItem(item), item.until, order];
      return (await putDigest([backlog, digested], args)) === 1;
    },
  };
}
