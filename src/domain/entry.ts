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
 * The state of an entry. Readers see `usable` ones, and the notices of `held` and `killed` ones that were published.
 * `submitted` waits for the desk, `scheduled` for its moment. `killed` is final.
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

/** What a correction puts right, in the editor's words. */
export interface Correction {
  /** What the entry said, as a clause that continues “it said that …”. */
  readonly wrong: string;
  /** What is right, as a sentence. */
  readonly right: string;
}

/** One immutable version of an entry. */
export interface Revision {
  readonly signal: Signal;
  readonly text: EntryText;
  readonly by: Person;
  readonly at: Instant;
  /**
   * Present when the clock was set back shortly before: the latest moment that the story had seen by then. In the
   * story's order it counts instead of `at`. Set by the records.
   */
  readonly notBefore?: Instant;
  /** The reason for a hold, a release or a kill. Readers see only that of a kill. */
  readonly why?: string;
  /** Present for a correction. */
  readonly correction?: Correction;
  /** The id of the call that made it, by which the log follows it to the last copy. Set by the records. */
  readonly call?: string;
  /** For a kill on which two chiefs agreed: the one who asked for it. */
  readonly askedBy?: Person;
}

/** A kill that waits for a second chief. */
export interface KillAsked {
  readonly by: Person;
  readonly at: Instant;
  readonly why: string;
}

/** Where a reporter's update came from, and its state at the desk. */
export interface Submission {
  /** Where it was submitted. */
  readonly sentFrom: DestinationId;
  /** The reporter's private chat, where they are told the decision; absent when there is none. */
  readonly answerTo?: DestinationId;
  /** The editor who has taken it on. */
  readonly claimedBy?: Person;
  /** The decision. If it changed what readers see, there is a revision too. */
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
  /** The key development that it becomes when it is published, or was before it was held. */
  readonly keyText?: string;
  readonly status: EntryStatus;
  /** Present while somebody asks for a kill. */
  readonly killAsked?: KillAsked;
  /** When it was first published, or will be. For a submitted one: when it should be, or when it was submitted. */
  readonly publishedAt: Instant;
  /** Whether nothing of it may be known before its moment. */
  readonly embargoed?: true;
  /** Whether it waits only so that its author can still undo it. */
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

/** The status after a signal; undefined when the signal is not allowed in this status. */
export function nextStatus(status: EntryStatus, signal: Signal): EntryStatus | undefined {
  return edges[signal][status];
}

/** Whether an entry has ever been published. One that was withdrawn while it waited has not. */
export function wasPublished({ status, publishedAt, revisions, submission }: Entry): boolean {
  if (status !== 'killed') return status === 'usable' || status === 'held';
  const [first, ...later] = revisions;
  const isReleased = later.some(({ signal, at }) => signal === 'release' && at >= publishedAt);
  return isReleased || (submission === undefined && first.at >= publishedAt);
}

/** Whether an entry's text must not be shown yet. */
export function isUnderEmbargo({ embargoed, status }: Pick<Entry, 'embargoed' | 'status'>): boolean {
  return embargoed === true && status !== 'usable' && status !== 'held';
}

/** An entry's headline for lists in the newsroom, which other people may see too. */
export function headlineToShow(entry: Entry): string {
  return isUnderEmbargo(entry) ? '(embargoed)' : latest(entry).text.headline;
}

/** The newest revision of an entry. */
export function latest(entry: Entry): Revision {
  return entry.revisions[entry.revisions.length - 1] ?? entry.revisions[0];
}

/**
 * Appends a revision. Returns undefined when the entry's status does not allow the signal (an edit of a killed entry,
 * a release of a usable one).
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
 * A killed entry without its words. What was done, by whom and when stays; of the reasons only that of the kill,
 * which readers are told.
 */
export function withoutWords(entry: Entry): Entry {
  const { keyText: _text, killAsked: _asked, ...bare } = entry;
  const [first, ...rest] = entry.revisions;
  return { ...bare, revisions: [wordless(first), ...rest.map(wordless)] };
}

function wordless({ signal, by, at, notBefore, why, askedBy, call }: Revision): Revision {
  const when = { at, ...(notBefore !== undefined && { notBefore }) };
  const done = { signal, text: sealedText, by, ...when, ...(call !== undefined && { call }) };
  if (signal !== 'kill') return done;
  return { ...done, ...(why !== undefined && { why }), ...(askedBy && { askedBy }) };
}

/** When it was last edited or corrected since its publication, if it was. */
export function updatedAt(entry: Entry): Instant | undefined {
  return entry.revisions.findLast(
    (revision) =>
      (revision.signal === 'edit' || revision.signal === 'correction') &&
      placeOfRevision(revision) >= entry.publishedAt,
  )?.at;
}

/** What is known of when readers could read an entry. */
type Appearing = Pick<Entry, 'publishedAt' | 'revisions'>;

/** The place of a revision in its story's order. That never goes back, even where the clock was set back. */
export function placeOfRevision({ at, notBefore = at }: Pick<Revision, 'at' | 'notBefore'>): Instant {
  return Math.max(at, notBefore);
}

/** The place of an entry in its story's order: its publication, as in {@link placeOfRevision}. */
export function placeInStory({ publishedAt, revisions }: Appearing): Instant {
  const published = revisions.find(({ signal, at }) => publishing.includes(signal) && at === publishedAt);
  return published === undefined ? publishedAt : placeOfRevision(published);
}

/** Signals that can publish an entry. */
const publishing: readonly Signal[] = ['new', 'release'];

/**
 * When readers could first read an entry as it is now, in the story's order: its publication, or its release after a
 * hold. An entry that was held while one digest went out is news for the next one.
 */
export function appearedAt(entry: Appearing): Instant {
  return Math.max(...appearances(entry));
}

/** Every moment at which an entry appeared: its publication, and each release after a hold. */
export function appearances(entry: Appearing): readonly Instant[] {
  const releases = entry.revisions.filter(({ signal }) => signal === 'release');
  return [placeInStory(entry), ...releases.map(placeOfRevision)];
}

/**
 * How soon the newest revision of an entry has to be everywhere. Corrections, holds and kills are as urgent as a
 * flash, since what is wrong must not stay.
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

/** Signals after which the earlier text must not stay anywhere. */
const takesBack: readonly Signal[] = ['correction', 'hold', 'kill'];

/** Whether readers may have a version of an entry that must not stay. */
export function wasPutRight({ revisions }: Pick<Entry, 'revisions'>): boolean {
  return revisions.some(({ signal }) => takesBack.includes(signal));
}

/** Whether its newest revision is such a signal. */
export function isTakenBack(entry: Entry): boolean {
  return takesBack.includes(latest(entry).signal);
}

/** The name of an entry in commands and messages: `slug/17`. */
export function entryName(entry: { readonly slug: string; readonly number: number }): string {
  return `${entry.slug}/${entry.number}`;
}
