import type { Instant } from '../../../src/domain/time/instant.ts';
import type { Draft, DraftRecords } from '../../../src/newsroom/draft-records.ts';
import type { KeptRecords } from '../../../src/newsroom/kept-records.ts';
import type { Limits } from '../../../src/newsroom/limits.ts';
import { stored } from './stored.ts';
import type { FakeWorld } from './world.ts';

/** Small kept things in memory; they expire by the world's clock. */
export function fakeKept(world: FakeWorld): KeptRecords {
  const values = new Map<string, { readonly json: string; readonly until: Instant }>();
  const marks = new Map<
    string,
    { readonly at: Instant; readonly callId: string; readonly before: Instant | undefined }
  >();
  return {
    async keep(value, ttlMs) {
      const token = String(values.size + 1).padStart(22, 't');
      values.set(token, { json: JSON.stringify(value), until: world.now + ttlMs });
      return token;
    },
    async kept(token) {
      const found = values.get(token);
      return found === undefined || found.until <= world.now ? undefined : JSON.parse(found.json);
    },
    note: async (name, value, ttlMs) =>
      void values.set(`noted ${name}`, { json: JSON.stringify(value), until: world.now + ttlMs }),
    async noted(name) {
      const found = values.get(`noted ${name}`);
      return found === undefined || found.until <= world.now ? undefined : JSON.parse(found.json);
    },
    dropMedia: async (mediaId) => void world.asked.push(`drop ${mediaId}`),
    async forget(texts) {
      for (const [token, { json }] of values)
        if ([...texts].some((text) => json.includes(JSON.stringify(text)))) values.delete(token);
    },
    keepMedia: async (bytes) => `media-of-${bytes.byteLength}-bytes`,
    media: async () => undefined,
    async lastRead(reader, slug, callId) {
      const mark = marks.get(`${reader} ${slug}`);
      return mark?.callId === callId ? mark.before : mark?.at;
    },
    async markRead(reader, slug, { at, callId }) {
      const mark = marks.get(`${reader} ${slug}`);
      if (mark?.callId !== callId) marks.set(`${reader} ${slug}`, { at, callId, before: mark?.at });
    },
  };
}

/** Counts uses in memory. */
export function fakeLimits(): Limits {
  const uses = new Map<string, Instant[]>();
  return {
    async take(name, limit, now) {
      const taken = (uses.get(name) ?? []).filter((at) => at + limit.perMs > now);
      const [oldest] = taken;
      if (oldest !== undefined && taken.length >= limit.uses) return oldest + limit.perMs;
      uses.set(name, [...taken, now]);
      return undefined;
    },
  };
}

/** Drafts in memory. */
export function fakeDrafts(): DraftRecords {
  const drafts = new Map<string, Draft>();
  return {
    async put(id, draft) {
      if (!drafts.has(id)) drafts.set(id, stored(draft));
    },
    find: async (id) => stored(drafts.get(id)),
    async replace(id, draft) {
      if (!drafts.has(id)) return false;
      drafts.set(id, stored(draft));
      return true;
    },
    remove: async (id) => void drafts.delete(id),
    of: async (person) => [...drafts].flatMap(([id, { by }]) => (by === person ? [id] : [])).toReversed(),
  };
}
