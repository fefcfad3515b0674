import { type Redis, ReplyError } from 'ioredis';
import type { Entry, Revision } from '../domain/entry.ts';
import type { Story } from '../domain/story.ts';
import type { Instant } from '../domain/time/instant.ts';
import { createTurns } from '../newsroom/in-turn.ts';
import type { Changed, Sealed, StoryChange, StoryFile, StoryRecords } from '../newsroom/records.ts';
import type { DeedDone } from '../newsroom/story/deed.ts';
import { seeMoment, storyCommit } from './commit.ts';
import type { Keys } from './keys.ts';
import { formatEvent } from './outbox.ts';
import { createScript } from './script.ts';

/** A repeat of a command is recognised for this long; both platforms forget undelivered commands far sooner. */
const callTtlMs = 7 * 24 * 3_600_000;

/** Changes of one story in other processes at the same moment are rare; this many in a row are a fault. */
const maxConflicts = 50;

type EntryHead = Omit<Entry, 'revisions'>;

type Request = Parameters<StoryRecords['change']>[0];
type Decide = (current: StoryFile) => StoryChange;

interface StoredStory {
  readonly story: Story;
  readonly version: string;
  /** The latest moment that it has seen. */
  readonly seen: Instant;
}

/** Keeps stories and entries in Redis. Every change of a story is one run of {@link storyCommit}. */
export function createStoryRecords(redis: Redis, keys: Keys, now: () => Instant): StoryRecords {
  const commit = createScript(redis, storyCommit);
  const inTurn = createTurns();
  const see = createScript(redis, seeMoment);

  async function load(slug: string): Promise<StoredStory | undefined> {
    const [json, version, seen] = await redis.hmget(keys.story(slug).record, 'json', 'version', 'seen');
    if (!json || !version) return undefined;
    return { story: JSON.parse(json) as Story, version, seen: Number(seen ?? 0) }; // written by write() below
  }

  async function entry(slug: string, number: number): Promise<Entry | undefined> {
    const at = keys.story(slug);
    const [head, revisions] = await Promise.all([
      redis.hget(at.entries, String(number)),
      redis.lrange(at.revisions(number), 0, -1),
    ]);
    return head === null ? undefined : toEntry(head, revisions);
  }

  async function write(request: Write): Promise<'conflict' | 'ok' | { readonly repeat: number | undefined }> {
    const { change, previous } = request;
    const at = keys.story(change.story.slug);
    const number = change.entry?.number;
    const answer = await commit(
      [
        at.record,
        at.entries,
        at.revisions(number ?? 0),
        at.outbox,
        at.call(request.callId),
        at.deeds,
        at.sealed(number ?? 0),
      ],
      [
        request.version,
        now(),
        JSON.stringify(change.story),
        callTtlMs,
        number ?? '',
        ...entryArguments(change, previous, now()),
        ...change.events.map(formatEvent),
      ],
    ).catch(uncertain);
    const [kind, made] = answer as readonly [string, string?]; // the script's own three answers
    if (kind === 'repeat') return { repeat: made === '' || made === undefined ? undefined : Number(made) };
    return kind === 'ok' ? 'ok' : 'conflict';
  }

  async function file(slug: string, number: number | undefined): Promise<Changed> {
    const [stored, found] = await Promise.all([
      load(slug),
      number === undefined ? undefined : entry(slug, number),
    ]);
    if (stored === undefined) throw new Error(`The story ${slug} has a call's mark but no record`);
    return { story: stored.story, ...(found && { entry: found }), repeated: true };
  }

  return {
    entry,
    find: async (slug) => (await load(slug))?.story,

    async version(slug) {
      const version = await redis.hget(keys.story(slug).record, 'version');
      return version === null ? undefined : Number(version);
    },

    async list() {
      const slugs = await redis.smembers(keys.stories);
      const stories = await Promise.all(slugs.map(load));
      return stories
        .flatMap((stored) => (stored ? [stored.story] : []))
        .toSorted((a, b) => rank(a) - rank(b) || b.openedAt - a.openedAt);
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
      const { bullets } = JSON.parse(last) as Pick<Sealed, 'bullets'>; // written by write(), behind the revisions
      return { revisions: items.slice(0, -1).map(parseRevision), bullets };
    },

    async deeds(slug) {
      const deeds = await redis.lrange(keys.story(slug).deeds, 0, -1);
      return deeds.map((deed) => JSON.parse(deed) as DeedDone); // written by write()
    },

    async see(slug, at) {
      return Number(await see([keys.story(slug).record], [at]));
    },

    async open(story, callId, by) {
      // The index first: list() skips a name without a record, but a record without a name would be lost.
      await redis.sadd(keys.stories, story.slug);
      const written = await write({
        change: { story, events: [], ...(by && { did: { by, what: 'opened the story' } }) },
        version: '0',
        callId,
      });
      if (written === 'conflict') return undefined;
      return written === 'ok' ? { story, repeated: false } : file(story.slug, undefined);
    },

    async change(request, decide) {
      const changed = await attempt(request, decide);
      if (changed !== 'conflict') return changed;
      // Many at once (all that was typed during an outage comes together) would overtake one another again and again.
      return inTurn(request.slug, () => tryAgain(request, decide));
    },
  };

  async function tryAgain(request: Request, decide: Decide): Promise<Changed | undefined> {
    for (let tries = 0; tries < maxConflicts; tries += 1) {
      const changed = await attempt(request, decide);
      if (changed !== 'conflict') return changed;
    }
    throw new Error(`The story ${request.slug} changed ${maxConflicts} times while one change was made`);
  }

  async function attempt(request: Request, decide: Decide): Promise<Changed | undefined | 'conflict'> {
    const [made, stored, previous] = await Promise.all([
      redis.get(keys.story(request.slug).call(request.callId)),
      load(request.slug),
      request.entry === undefined ? undefined : entry(request.slug, request.entry),
    ]);
    if (made !== null) return file(request.slug, made === '' ? undefined : Number(made));
    if (stored === undefined) return undefined;
    const decided = decide({ story: stored.story, ...(previous && { entry: previous }) });
    const { version, seen } = stored;
    const marks = { call: request.callId, ...(now() < seen && { notBefore: seen }) };
    const change = withMarks(decided, previous, marks);
    const written = await write({ change, version, callId: request.callId, ...(previous && { previous }) });
    if (written === 'conflict') return 'conflict';
    if (written !== 'ok') return file(request.slug, written.repeat);
    return { story: change.story, ...(change.entry && { entry: change.entry }), repeated: false };
  }
}

/**
 * An error that Redis answers means that nothing was changed. Without an answer the change may have been made, or may
 * still be made, so nobody may be told that nothing was saved.
 */
function uncertain(error: unknown): never {
  if (error instanceof ReplyError) throw error;
  throw new Error('It is not known whether the change was saved', { cause: error });
}

/** Adds what the records know to the revision. One that ends the work of another call keeps that call's id. */
function withMarks(
  change: StoryChange,
  previous: Entry | undefined,
  marks: Pick<Revision, 'call' | 'notBefore'>,
): StoryChange {
  if (change.entry === undefined) return change;
  const known = previous?.revisions.length ?? 0;
  const [first, ...rest] = change.entry.revisions;
  const stamped = rest.map((revision, index) => (index + 1 < known ? revision : { ...marks, ...revision }));
  const entry = {
    ...change.entry,
    revisions: [known > 0 ? first : { ...marks, ...first }, ...stamped],
  } as const;
  return { ...change, entry };
}

interface Write {
  readonly change: StoryChange;
  readonly previous?: Entry;
  readonly version: string;
  readonly callId: string;
}

/**
 * The script's arguments for an entry: the mark of the call, the entry's number and head, the log entry, what its
 * earlier revisions are sealed with (if they are), and the new revisions with their number.
 */
function entryArguments(
  { entry, did, seals }: StoryChange,
  previous: Entry | undefined,
  at: Instant,
): readonly (string | number)[] {
  const deed = did === undefined ? '' : JSON.stringify({ ...did, at } satisfies DeedDone);
  if (entry === undefined) return ['', '', deed, '', 0];
  const { revisions, ...head } = entry;
  const known = previous?.revisions.length ?? 0;
  if (revisions.length > known + 1) throw new Error('A change appends at most one revision');
  const added = (seals ? revisions : revisions.slice(known)).map((revision) => JSON.stringify(revision));
  return [
    String(entry.number),
    JSON.stringify(head),
    deed,
    seals ? JSON.stringify(seals) : '',
    added.length,
    ...added,
  ];
}

function parseRevision(json: string): Revision {
  return JSON.parse(json) as Revision; // written by write()
}

function toEntry(head: string, revisions: readonly string[]): Entry {
  const [first, ...rest] = revisions.map(parseRevision);
  if (first === undefined) throw new Error('An entry without revisions');
  return { ...(JSON.parse(head) as EntryHead), revisions: [first, ...rest] }; // written by write()
}

function rank(story: Story): number {
  return story.state === 'live' ? 0 : 1;
}
