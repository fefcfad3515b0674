import { type Entry, entryName, latest, type Revision } from '../../domain/entry.ts';
import { covers, type Person } from '../../domain/person.ts';
import type { Story } from '../../domain/story.ts';
import { orderedList } from '../../domain/text/build.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { paragraphOf, title } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { roleOf } from '../staff/access.ts';
import { isSecluded } from '../staff/confidence.ts';
import type { DeedDone } from './deed.ts';
import { changesLine, type FieldChange } from './story-changes.ts';
import { storyMeant } from './story-meant.ts';

/** The options of `/story log`. */
export interface LogRequest {
  readonly story: string | undefined;
  /** From 1, the newest page. */
  readonly page: number | undefined;
  readonly format: 'page' | 'file' | undefined;
}

/** Lines on one page. */
const perPage = 10;

/** One line of the log: a revision of an entry, or something else that was done to the story. */
interface Line {
  readonly at: Instant;
  readonly by: Person;
  /** In the past tense, to follow the name. */
  readonly what: string;
  readonly entry?: string;
  readonly why?: string;
  readonly changes?: readonly FieldChange[];
  readonly revision?: Revision;
  /** The number of the revision within its entry, from 1. */
  readonly number?: number;
  /** Whether its words are sealed and not shown to the asker. */
  readonly isSealed?: true;
}

/**
 * Who did what to a story, and when: a page of lines, newest first, or everything as a file of JSON Lines, oldest
 * first. The words of killed entries are shown only to chiefs, and no words at all where others read along. Throws
 * {@link Refusal} for a page that does not exist.
 */
export async function showLog(room: Newsroom, request: LogRequest, call: Call): Promise<Answer> {
  // The log quotes what is held, sealed or not published yet.
  const isAlone = await isSecluded(room, call);
  const story = await storyMeant(room, request.story);
  const isChief = covers(await roleOf(room, call.by.id), 'chief');
  const known = await linesOf(room, story, isChief && isAlone);
  const lines = isAlone ? known : known.map(withoutWords);
  if (request.format === 'file') return asFile(story, lines);
  const pages = Math.max(Math.ceil(lines.length / perPage), 1);
  const page = request.page ?? 1;
  if (page > pages) {
    throw new Refusal(`The log of ${story.slug} has no page ${page}.`, {
      option: 'page',
      remedy: `Its pages are 1 to ${pages}.`,
    });
  }
  const shown = lines.toReversed().slice((page - 1) * perPage, page * perPage);
  const now = room.now();
  return {
    content: [
      paragraphOf(title(`Log of ${story.slug} · page ${page} of ${pages}`)),
      orderedList(
        shown.map((line) => [lineWords(line, story, now)]),
        (page - 1) * perPage + 1,
      ),
      ...(isAlone
        ? []
        : [paragraphOf('Others read along here: what was written is told in private or at the desk.')]),
    ],
    actions: pageActions(story.slug, { page, pages }),
  };
}

function pageActions(
  slug: string,
  { page, pages }: { readonly page: number; readonly pages: number },
): readonly Action[] {
  const turn = (label: string, to: number): Action => ({
    label,
    path: ['story', 'log'],
    input: { story: slug, page: to },
  });
  return [
    ...(page > 1 ? [turn('Newer', page - 1)] : []),
    ...(page < pages ? [turn('Older', page + 1)] : []),
    { label: 'As a file', path: ['story', 'log'], input: { story: slug, format: 'file' } },
  ];
}

function withoutWords({ at, by, what, entry, number }: Line): Line {
  return { at, by, what, ...(entry !== undefined && { entry }), ...(number !== undefined && { number }) };
}

async function linesOf(room: Newsroom, story: Story, isChief: boolean): Promise<readonly Line[]> {
  const [entries, deeds] = await Promise.all([
    room.stories.entries(story.slug),
    room.stories.deeds(story.slug),
  ]);
  const ofEntries = await Promise.all(entries.map((entry) => linesOfEntry(room, entry, isChief)));
  return [...deeds.map((deed) => lineOfDeed(deed, story)), ...ofEntries.flat()].toSorted(
    (a, b) => a.at - b.at,
  );
}

async function linesOfEntry(room: Newsroom, entry: Entry, isChief: boolean): Promise<readonly Line[]> {
  // What was cancelled or returned keeps its words: nobody had it.
  const isKilled = entry.status === 'killed' && latest(entry).text.headline === '';
  const sealed = isKilled && isChief ? await room.stories.sealed(entry.slug, entry.number) : undefined;
  return entry.revisions.map((open, index): Line => {
    const revision = sealed?.revisions[index] ?? open;
    const { at, by, why } = revision;
    return {
      at,
      by,
      what: deedOf(revision, entry),
      entry: entryName(entry),
      number: index + 1,
      revision,
      ...(why !== undefined && { why }),
      ...(isKilled && !isChief && revision.signal !== 'kill' && { isSealed: true }),
    };
  });
}

function lineOfDeed({ at, by, what, entry, why, changes }: DeedDone, { slug }: Story): Line {
  return {
    at,
    by,
    what,
    ...(entry !== undefined && { entry: entryName({ slug, number: entry }) }),
    ...(why !== undefined && { why }),
    ...(changes !== undefined && { changes }),
  };
}

function deedOf({ signal, at, askedBy }: Revision, entry: Entry): string {
  switch (signal) {
    case 'new':
      return at === entry.publishedAt && entry.submission === undefined ? 'published' : 'wrote';
    case 'edit':
      return 'edited';
    case 'correction':
      return 'corrected';
    case 'hold':
      return 'put on hold';
    case 'release':
      return entry.revisions.some((one) => one.signal === 'hold' && one.at <= at) ? 'released' : 'published';
    case 'kill':
      if (entry.submission?.decided?.as === 'sent-back') return 'sent back';
      if (latest(entry).text.headline !== '') return 'cancelled';
      return askedBy === undefined ? 'killed' : `killed, as ${askedBy.name} had asked,`;
  }
}

function lineWords(line: Line, story: Story, now: Instant): string {
  const at = storyTime(line.at, story, { now, withLabel: true });
  const what = [line.what, line.entry].filter(Boolean).join(' ');
  return [`${at} · ${line.by.name} ${what}`, detail(line)].filter(Boolean).join(': ');
}

function detail({ revision, why, changes, isSealed }: Line): string | undefined {
  if (isSealed) return 'its words are sealed';
  if (revision?.correction) return `it said that ${revision.correction.wrong}; ${revision.correction.right}`;
  if (why !== undefined) return why;
  if (changes !== undefined) return changesLine(changes);
  const isText = revision?.signal === 'new' || revision?.signal === 'edit';
  return isText && revision.text.headline !== '' ? `“${revision.text.headline}”` : undefined;
}

function asFile(story: Story, lines: readonly Line[]): Answer {
  const text = lines.map((line) => `${JSON.stringify(recordOf(line))}\n`).join('');
  return {
    content: [paragraphOf(`The log of ${story.slug}, ${lines.length} lines of JSON, the oldest first.`)],
    file: { name: `${story.slug}-log.jsonl`, text },
  };
}

/** A line of the file. Times are in UTC, in ISO 8601. */
function recordOf({ at, by, what, entry, why, changes, number, revision, isSealed }: Line) {
  return {
    at: new Date(at).toISOString(),
    by,
    did: what,
    ...(entry !== undefined && { entry }),
    ...(number !== undefined && { revision: number }),
    ...(isSealed ? { sealed: true } : textOf(revision)),
    ...(why !== undefined && { why }),
    ...(changes !== undefined && { changes }),
  };
}

function textOf(revision: Revision | undefined) {
  if (revision === undefined || revision.text.headline === '') return {};
  const { text, correction } = revision;
  return { text, ...(correction && { correction }) };
}
