import { correctionsOf } from './correction.ts';
import { appearedAt, type Entry, placeInStory } from './entry.ts';
import { brings, type Level } from './subscription.ts';
import type { Instant } from './time/instant.ts';
import { localTime, startOfDay } from './time/local-time.ts';
import { type DayStyle, type StoryZone, sinceDayWords, storyTime } from './time/timestamp.ts';

/** `brief` has one line for each entry, `full` its text. */
export type DigestFormat = 'brief' | 'full';

/** The formats, shortest first. */
export const digestFormats = ['brief', 'full'] as const satisfies readonly DigestFormat[];

/** The stretch of a story that a digest covers: from `since` (included), or from the beginning. */
export interface DigestWindow {
  readonly since?: Instant;
  /** The end of the stretch (not included); absent for everything so far. */
  readonly until?: Instant;
  /** The moment from which times are told. */
  readonly now: Instant;
}

/** Whether a moment is in a window. Windows are half-open, so of two that follow each other only one contains it. */
export function isWithin({ since, until }: Omit<DigestWindow, 'now'>, at: Instant): boolean {
  return (since === undefined || at >= since) && (until === undefined || at < until);
}

/** The usable entries that appeared in the window, newest first. */
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
      [appearedAt(entry), ...correctionsOf(entry).map(({ place }) => place)].some((at) =>
        isWithin(window, at),
      ),
  );
}

/** The order of entries in a digest. */
export function newestFirst(a: Ordered, b: Ordered): number {
  return placeInStory(b) - placeInStory(a) || b.number - a.number;
}

type Ordered = Pick<Entry, 'publishedAt' | 'revisions' | 'number'>;

/**
 * Whether a reader was sent an entry before its correction: as a message of its own, or in an earlier digest. Only
 * then does the correction have to be mentioned apart from the entry. Without a level, everything published counts as
 * sent.
 */
export function wasSent(entry: Entry, { since }: DigestWindow, level?: Level): boolean {
  if (level === undefined || brings(level, entry)) return true;
  return since !== undefined && appearedAt(entry) < since;
}

/** The beginning of a window as told after "since". The beginning of an earlier day is told as the day alone. */
export function sinceWords(since: Instant, story: StoryZone, style: DayStyle): string {
  const day = sinceDayWords(since, story.zone, style);
  const isWholeDay = startOfDay(localTime(since, story.zone), story.zone) === since;
  return day !== '' && isWholeDay ? day : storyTime(since, story, style);
}
