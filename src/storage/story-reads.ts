import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Entry, EntryText, Revision } from '../domain/entry.ts';
import type { Story } from '../domain/story.ts';
import { inOneLine } from '../domain/text/same-text.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Sealed, StoryRecords } from '../newsroom/records.ts';
import type { DeedDone } from '../newsroom/story/deed.ts';
import type { Keys } from './keys.ts';

type EntryHead = Omit<Entry, 'revisions'>;

/** A story as it is stored. */
export interface StoredStory {
  readonly story: Story;
  /** Counts its changes, from 1. */
  readonly version: string;
  /** The latest moment that it has seen. */
  readonly seen: Instant;
}

/** What {@link StoryRecords} reads, and what a change begins with. */
export interface StoryReads
  extends Pick<
    StoryRecords,
    'find' | 'current' | 'version' | 'list' | 'entry' | 'entries' | 'sealed' | 'deeds'
  > {
  stored(slug: string): Promise<StoredStory | undefined>;
  /** The entries that say this, or said it, as of their changes of the last minutes; in the order of their numbers. */
  alike(slug: string, text: EntryText): Promise<readonly Entry[]>;
}

/** The same for texts that differ by no more than their spacing. */
export function saidHash({ headline, body }: EntryText): string {
  return createHash('sha256')
    .update(`${inOneLine(headline)}\n${inOneLine(body)}`)
    .digest('base64url');
}

/** Reads stories and entries, which are written by `stories.ts` alone. */
export function createStoryReads(redis: Redis, keys: Keys): StoryReads {
  async function stored(slug: string): Promise<StoredStory | undefined> {
    const [json, version, seen] = await redis.hmget(keys.story(slug).record, 'json', 'version', 'seen');
    if (!json || !version) return undefined;
    return { story: JSON.parse(json) as Story, version, seen: Number(seen ?? 0) }; // written as a story
  }

  async function entry(slug: string, number: number): Promise<Entry | undefined> {
    const at = keys.story(slug);
    const [head, revisions] = await Promise.all([
      redis.hget(at.entries, String(number)),
      redis.lrange(at.revisions(number), 0, -1),
    ]);
    return head === null ? undefined : toEntry(head, revisions);
  }

  return {
    stored,
    entry,
    find: async (slug) => (await stored(slug))?.story,

    async current(slug) {
      const found = await stored(slug);
      return found && { story: found.story, version: Number(found.version) };
    },

    async version(slug) {
      const version = await redis.hget(keys.story(slug).record, 'version');
      return version === null ? undefined : Number(version);
    },

    async list() {
      const slugs = await redis.smembers(keys.stories);
      const stories = await Promise.all(slugs.map(stored));
      return stories
        .flatMap((one) => (one ? [one.story] : []))
        .toSorted((a, b) => rank(a) - rank(b) || b.openedAt - a.openedAt);
    },

    async alike(slug, text) {
      const numbers = (await redis.smembers(keys.story(slug).said(saidHash(text)))).map(Number);
      const found = await Promise.all(numbers.toSorted((a, b) => a - b).map((number) => entry(slug, number)));
      return found.flatMap((one) => one ?? []);
    },

    async entries(slug) {
      const at = keys.story(slug);
      const heads = Object.entries(await redis.hgetall(at.entries));
      const entries = await Promise.all(
        heads.map(async ([number, head]) =>
          toEntry(head, await redis.lrange(at.revisions(Number(number)), 0, -1)),
        ),
      );
      return entries.toSorted((a, b) => a.number - b.number);
    },

    async sealed(slug, number) {
      const items = await redis.lrange(keys.story(slug).sealed(number), 0, -1);
      const last = items.at(-1);
      if (last === undefined) return { revisions: [], bullets: [] };
      const { bullets } = JSON.parse(last) as Pick<Sealed, 'bullets'>; // written behind the revisions
      return { revisions: items.slice(0, -1).map(parseRevision), bullets };
    },

    async deeds(slug) {
      const deeds = await redis.lrange(keys.story(slug).deeds, 0, -1);
      return deeds.map((deed) => JSON.parse(deed) as DeedDone); // written as deeds
    },
  };
}

function parseRevision(json: string): Revision {
  return JSON.parse(json) as Revision; // written as a revision
}

function toEntry(head: string, revisions: readonly string[]): Entry {
  const [first, ...rest] = revisions.map(parseRevision);
  if (first === undefined) throw new Error('An entry without revisions');
  return { ...(JSON.parse(head) as EntryHead), revisions: [first, ...rest] }; // written as an entry's head
}

function rank(story: Story): number {
  return story.state === 'live' ? 0 : 1;
}
