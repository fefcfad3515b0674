import type { DestinationId } from './destination.ts';
import type { Person } from './person.ts';
import type { Picture } from './picture.ts';
import type { RelatedLink } from './story.ts';
import type { Instant } from './time/instant.ts';

/** What a revision does to its entry. */
export type Signal = 'new' | 'edit' | 'correction' | 'hold' | 'release' | 'kill';

/** How loudly an entry arrives: `flash` rings and overtakes, `quiet` makes no sound. */
export type Urgency = 'flash' | 'normal' | 'quiet';

/** The urgencies, loudest first. */
export const urgencies = ['flash', 'normal', 'quiet'] as const satisfies readonly Urgency[];

/**
 * Where an entry stands. Readers see `usable` ones, and of those that were out the notice of `held` and `killed`.
 * `submitted` waits for the desk, `scheduled` for its moment; `killed` is final.
 */
export type EntryStatus = 'submitted' | 'scheduled' | 'usable' | 'held' | 'killed';

/** The words and the picture of one revision. `body` is Markdown as the editor typed it; it may be empty. */
export interface EntryText {
  readonly headline: string;
  readonly body: string;
  readonly source?: string;
  readonly picture?: Picture;
  readonly related?: RelatedLink;
}

/** What a correction puts right, in the words of the editor. */
export interface Correction {
  /** What the entry said, as a clause that goes on with “it said that …”. */
  readonly wrong: string;
  /** What is so, as a sentence. */
  readonly right: string;
}

/** One immutable version of an entry. */
export interface Revision {
  readonly signal: Signal;
  readonly text: EntryText;
  readonly by: Person;
  readonly at: Instant;
  /** The reason given with a hold, a release or a kill. Readers see that of a kill alone. */
  readonly why?: string;
  /** Of a correction. */
  readonly correction?: Correction;
  /** The id of the call that made it, which the log follows to the last copy; the records write it. */
  readonly call?: string;
  /** Of a kill on which two chiefs agreed: the one who asked for it. */
  readonly askedBy?: Person;
}

/** A kill that waits for a second chief. */
export interface KillAsked {
  readonly by: Person;
  readonly at: Instant;
  readonly why: string;
}

/** How a reporter's update came to the desk, and how it fares there. */
export interface Submission {
  /** Where it was sent in. */
  readonly sentFrom: DestinationId;
  /** The reporter's private chat, where they hear of the decision; absent where there is none. */
  readonly answerTo?: DestinationId;
  /** Who has taken it on. */
  readonly claimedBy?: Person;
  /** The decision; a revision tells of it as well where it changed what readers see. */
  readonly decided?: { readonly as: 'approved' | 'sent-back'; readonly by: Person; readonly at: Instant };
}

/** One timestamped update of a story: its revisions, oldest first, and what follows from them. */
export interface Entry {
  readonly slug: string;
  /** Counted from 1 in each story, never changed. */
  readonly number: number;
  readonly urgency: Urgency;
  /** Whether it is a key entry: subscriptions of level `key` get it. */
  readonly key: boolean;
  /** The key development that it becomes when it is published, or was when it was put on hold. */
  readonly keyText?: string;
  readonly status: EntryStatus;
  /** Absent where nobody asks for a kill. */
  readonly killAsked?: KillAsked;
  /** When it was first published, or when it will be; of a submitted one, when it was to be or was sent in. */
  readonly publishedAt: Instant;
  /** Whether nothing of it may be known before its moment. */
  readonly embargoed?: true;
  /** Whether it waits only so that its author can still take it back. */
  readonly undoable?: true;
  /** Absent for what an editor wrote. */
  readonly submission?: Submission;
  readonly revisions: readonly [Revision, ...Revision[]];
}

const edges: Record<Signal, Partial<Record<EntryStatus, EntryStatus>>> = {
  new: {},
  edit: { submitted: 'submitted', scheduled: 'scheduled', usable: 'usable', held: 'held' },
  correction: { usable: 'usable', held: 'held' },
  hold: { usable: 'held' },
  release: { held: 'usable', scheduled: 'usable', submitted: 'usable' },
  kill: { submitted: 'killed', scheduled: 'killed', usable: 'killed', held: 'killed' },
};

/** The status that `signal` leads to, or undefined where the status machine has no such edge. */
export function nextStatus(status: EntryStatus, signal: Signal): EntryStatus | undefined {
  return edges[signal][status];
}

/** Whether an entry has ever been out. One that was withdrawn while it waited never was. */
export function wasPublished({ status, publishedAt, revisions, submission }: Entry): boolean {
  if (status !== 'killed') return status === 'usable' || status === 'held';
  const [first, ...later] = revisions;
  const isReleased = later.some(({ signal, at }) => signal === 'release' && at >= publishedAt);
  return isReleased || (submission === undefined && first.at >= publishedAt);
}

/** Whether nothing of an entry's text may be shown yet. */
export function isUnderEmbargo({ embargoed, status }: Pick<Entry, 'embargoed' | 'status'>): boolean {
  return embargoed === true && status !== 'usable' && status !== 'held';
}

/** An entry's headline for the newsroom's lists, which others may read along with. */
export function headlineToShow(entry: Entry): string {
  return isUnderEmbargo(entry) ? '(embargoed)' : latest(entry).text.headline;
}

/** The newest revision of an entry. */
export function latest(entry: Entry): Revision {
  return entry.revisions[entry.revisions.length - 1] ?? entry.revisions[0];
}

/**
 * Appends a revision. Returns undefined, and changes nothing, where the status machine does not allow the
 * signal (an edit of a killed entry, a release of a usable one).
 */
export function revise(entry: Entry, revision: Revision): Entry | undefined {
  const status = nextStatus(entry.status, revision.signal);
  if (status === undefined) return undefined;
  const [first, ...rest] = entry.revisions;
  return { ...entry, status, revisions: [first, ...rest, revision] };
}

/** The text of a revision whose words are sealed. */
const sealedText: EntryText = { headline: '', body: '' };

/**
 * A killed entry without its words: what was done, by whom and when stays, and of reasons that of the kill alone,
 * which readers are told.
 */
export function withoutWords(entry: Entry): Entry {
  const { keyText: _text, killAsked: _asked, ...bare } = entry;
  const [first, ...rest] = entry.revisions;
  return { ...bare, revisions: [wordless(first), ...rest.map(wordless)] };
}

function wordless({ signal, by, at, why, askedBy, call }: Revision): Revision {
  const done = { signal, text: sealedText, by, at, ...(call !== undefined && { call }) };
  if (signal !== 'kill') return done;
  return { ...done, ...(why !== undefined && { why }), ...(askedBy && { askedBy }) };
}

/** The moment of the newest edit or correction since publication, if there was one. */
export function updatedAt(entry: Entry): Instant | undefined {
  return entry.revisions.findLast(
    (revision) =>
      (revision.signal === 'edit' || revision.signal === 'correction') && revision.at >= entry.publishedAt,
  )?.at;
}

/**
 * How soon the newest revision of an entry has to be everywhere. Corrections, holds and kills are as urgent as a
 * flash: what is wrong must not stand.
 */
export function urgencyNow(entry: Pick<Entry, 'urgency' | 'revisions'>): Urgency {
  const newest = entry.revisions[entry.revisions.length - 1] ?? entry.revisions[0];
  switch (newest.signal) {
    case 'correction':
    case 'hold':
    case 'kill':
      return 'flash';
    case 'new':
    case 'release':
      return entry.urgency;
    case 'edit':
      return 'normal';
  }
}

/** What was written must not stand any more as it was. */
const takesBack: readonly Signal[] = ['correction', 'hold', 'kill'];

/** Whether readers may have something of an entry that must not stand as it was. */
export function wasPutRight({ revisions }: Pick<Entry, 'revisions'>): boolean {
  return revisions.some(({ signal }) => takesBack.includes(signal));
}

/** Whether that is what was done to it last. */
export function isTakenBack(entry: Entry): boolean {
  return takesBack.includes(latest(entry).signal);
}

/** How an entry is written in commands and messages: `slug/17`. */
export function entryName(entry: { readonly slug: string; readonly number: number }): string {
  return `${entry.slug}/${entry.number}`;
}
