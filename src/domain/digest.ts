import { correctionsOf } from './correction.ts';
import type { Entry } from './entry.ts';
import { brings, type Level } from './subscription.ts';
import type { Instant } from './time/instant.ts';
import { localTime, startOfDay } from './time/local-time.ts';
import { type DayStyle, type StoryZone, sinceDayWords, storyTime } from './time/timestamp.ts';

/** `brief` tells each entry in one line, `full` with its text. */
export type DigestFormat = 'brief' | 'full';

/** The formats, shortest first. */
export const digestFormats = ['brief', 'full'] as const satisfies readonly DigestFormat[];

/** The stretch of a story that a digest tells: from `since` (included), or from the beginning. */
export interface DigestWindow {
  readonly since?: Instant;
  /** The first moment that it does not tell any more; absent where it tells all that there is. */
  readonly until?: Instant;
  /** The moment from which times are told. */
  readonly now: Instant;
}

/** Whether a moment lies in a window. Windows are half-open: of two that follow each other, one has it. */
export function isWithin({ since, until }: DigestWindow, at: Instant): boolean {
  return (since === undefined || at >= since) && (until === undefined || at < until);
}

/**
 * The moment at which readers first could read an entry as it stands: its publication, or its release after a hold.
 * An entry that was held while one digest went out is news to the next one.
 */
export function appearedAt({ publishedAt, revisions }: Pick<Entry, 'publishedAt' | 'revisions'>): Instant {
  const released = revisions.findLast(({ signal }) => signal === 'release');
  return Math.max(publishedAt, released?.at ?? publishedAt);
}

/** The entries that a digest may tell, newest first: they appeared in the window, and only usable ones. */
export function entriesWithin(entries: readonly Entry[], window: DigestWindow): readonly Entry[] {
  return entries
    .filter((entry) => entry.status === 'usable' && isWithin(window, appearedAt(entry)))
    .toSorted(newestFirst);
}

/** Whether anything appeared or was corrected in a window. */
export function hasNews(entries: readonly Entry[], window: DigestWindow): boolean {
  return entries.some(
    (entry) =>
      entry.status === 'usable' &&
      [appearedAt(entry), ...correctionsOf(entry).map(({ at }) => at)].some((at) => isWithin(window, at)),
  );
}

/** The order of entries in a digest. */
export function newestFirst(
  a: Pick<Entry, 'publishedAt' | 'number'>,
  b: Pick<Entry, 'publishedAt' | 'number'>,
): number {
  return b.publishedAt - a.publishedAt || b.number - a.number;
}

/**
 * Whether a reader was sent an entry before its correction: as a post of its own, or in a digest before this one. Only
 * then the correction has to be told apart from the entry. Without a level all that was published counts as sent.
 */
export function wasSent(entry: Entry, { since }: DigestWindow, level?: Level): boolean {
  if (level === undefined || brings(level, entry)) return true;
  return since !== undefined && appearedAt(entry) < since;
}

/** The beginning of a window as it is told after "since": as a day alone when it is the beginning of an earlier day. */
export function sinceWords(since: Instant, story: StoryZone, style: DayStyle): string {
  const day = sinceDayWords(since, story.zone, style);
  const isWholeDay = startOfDay(localTime(since, story.zone), story.zone) === since;
  return day !== '' && isWholeDay ? day : storyTime(since, story, style);
}
