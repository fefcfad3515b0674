import { type Redis, ReplyError } from 'ioredis';
import { type Entry, latest, type Revision } from '../domain/entry.ts';
import type { Instant } from '../domain/time/instant.ts';
import { createTurns } from '../newsroom/in-turn.ts';
import type { Changed, ChangeRequest, CurrentFile, StoryChange, StoryRecords } from '../newsroom/records.ts';
import type { DeedDone } from '../newsroom/story/deed.ts';
import { seeMoment, storyCommit } from './commit.ts';
import type { Keys } from './keys.ts';
import { formatEvent } from './outbox.ts';
import { createScript } from './script.ts';
import { createStoryReads, type StoryReads, saidHash } from './story-reads.ts';

/** A repeat of a command is recognised for this long; both platforms forget undelivered commands far sooner. */
const callTtlMs = 7 * 24 * 3_600_000;

/** Changes of one story in other processes at the same moment are rare; this many in a row are a fault. */
const maxConflicts = 50;

/** As `CurrentFile` promises. */
const saidTtlMs = 15 * 60_000;

type Decide = (current: CurrentFile) => StoryChange;

/** Keeps stories and entries in Redis. Every change of a story is one run of {@link storyCommit}. */
export function createStoryRecords(redis: Redis, keys: Keys, now: () => Instant): StoryRecords {
  const reads = createStoryReads(redis, keys);
  const inTurn = createTurns();
  const see = createScript(redis, seeMoment);
  const commit = createCommit(redis, keys, now);
  const attempt = createAttempt({ redis, keys, now, reads, commit });

  async function tryAgain(request: ChangeRequest, decide: Decide): Promise<Changed | undefined> {
    for (let tries = 0; tries < maxConflicts; tries += 1) {
      const changed = await attempt(request, decide);
      if (changed !== 'conflict') return changed;
    }
    throw new Error(`The story ${request.slug} changed ${maxConflicts} times while one change was made`);
  }

  return {
    ...reads,

    async see(slug, at) {
      return Number(await see([keys.story(slug).record], [at]));
    },

    async open(story, callId, by) {
      // The index first: list() skips a name without a record, but a record without a name would be lost.
      await redis.sadd(keys.stories, story.slug);
      const written = await commit({
        change: { story, events: [], ...(by && { did: { by, what: 'opened the story' } }) },
        version: '0',
        callId,
      });
      if (written === 'conflict') return undefined;
      return written === 'ok' ? { story, repeated: false } : fileNow(reads, story.slug);
    },

    async change(request, decide) {
      const changed = await attempt(request, decide);
      if (changed !== 'conflict') return changed;
      // Many at once (all that was typed during an outage comes together) would overtake one another again and again.
      return inTurn(request.slug, () => tryAgain(request, decide));
    },
  };
}

interface Write {
  readonly change: StoryChange;
  readonly previous?: Entry;
  readonly version: string;
  readonly callId: string;
}

/** `repeat`: the call has made its change before; the number is that of its entry, if it has one. */
type Written = 'conflict' | 'ok' | { readonly repeat: number | undefined };

type Commit = (write: Write) => Promise<Written>;

/** Makes what writes one change in one transaction, if the story still is of the version that was read. */
function createCommit(redis: Redis, keys: Keys, now: () => Instant): Commit {
  const commit = createScript(redis, storyCommit);

  return async ({ change, previous, version, callId }) => {
    const at = keys.story(change.story.slug);
    const { entry } = change;
    const number = entry?.number;
    const answer = await commit(
      [
        at.record,
        at.entries,
        at.revisions(number ?? 0),
        at.outbox,
        at.call(callId),
        at.deeds,
        at.sealed(number ?? 0),
        at.said(entry ? saidHash(latest(entry).text) : ''),
      ],
      [
        version,
        now(),
        JSON.stringify(change.story),
        callTtlMs,
        saidTtlMs,
        ...entryArguments(change, previous, now()),
        ...change.events.map(formatEvent),
      ],
    ).catch(uncertain);
    const [kind, made] = answer as readonly [string, string?]; // the script's own three answers
    if (kind === 'repeat') return { repeat: numberIn(made) };
    return kind === 'ok' ? 'ok' : 'conflict';
  };
}

interface AttemptDeps {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly now: () => Instant;
  readonly reads: StoryReads;
  readonly commit: Commit;
}

/** Makes what reads a story, lets `decide` change it, and writes that, unless somebody else was faster. */
function createAttempt({ redis, keys, now, reads, commit }: AttemptDeps) {
  return async (
    { slug, entry: number, callId, says }: ChangeRequest,
    decide: Decide,
  ): Promise<Changed | undefined | 'conflict'> => {
    const [made, stored, previous, alike] = await Promise.all([
      redis.get(keys.story(slug).call(callId)),
      reads.stored(slug),
      number === undefined ? undefined : reads.entry(slug, number),
      says === undefined ? [] : reads.alike(slug, says),
    ]);
    if (made !== null) return fileNow(reads, slug, numberIn(made));
    if (stored === undefined) return undefined;
    const decided = decide({ story: stored.story, ...(previous && { entry: previous }), alike });
    const { version, seen } = stored;
    const marks = { call: callId, ...(now() < seen && { notBefore: seen }) };
    const change = withMarks(decided, previous, marks);
    const written = await commit({ change, version, callId, ...(previous && { previous }) });
    if (written === 'conflict') return 'conflict';
    if (written !== 'ok') return fileNow(reads, slug, written.repeat);
    return { story: change.story, ...(change.entry && { entry: change.entry }), repeated: false };
  };
}

/** What a repeated call gets: the story, and the entry that the call made, as they are now. */
async function fileNow(reads: StoryReads, slug: string, number?: number): Promise<Changed> {
  const [stored, entry] = await Promise.all([
    reads.stored(slug),
    number === undefined ? undefined : reads.entry(slug, number),
  ]);
  if (stored === undefined) throw new Error(`The story ${slug} has a call's mark but no record`);
  return { story: stored.story, ...(entry && { entry }), repeated: true };
}

/** The number of an entry in the mark of a call; a change of the story alone leaves it empty. */
function numberIn(mark: string | undefined): number | undefined {
  return mark === undefined || mark === '' ? undefined : Number(mark);
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

/**
 * The script's arguments for an entry: its number (which is the mark of the call) and head, the log entry, what its
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
