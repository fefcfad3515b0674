import type { Entry } from './entry.ts';
import type { Instant } from './instant.ts';
import { localTime, startOfDay } from './local-time.ts';
import { type DayStyle, type StoryZone, sinceDayWords, storyTime } from './timestamp.ts';

/** `brief` tells each entry in one line, `full` with its text. */
export type DigestFormat = 'brief' | 'full';

/** The formats, shortest first. */
export const digestFormats = ['brief', 'full'] as const satisfies readonly DigestFormat[];

/** The stretch of a story that a digest tells: from `since`, or from the beginning, to `now`, both included. */
export interface DigestWindow {
  readonly since?: Instant;
  readonly now: Instant;
}

/** Whether a moment lies in a window. */
export function isWithin({ since, now }: DigestWindow, at: Instant): boolean {
  return at <= now && (since === undefined || at >= since);
}

/** The entries that a digest may tell, newest first: published in the window, neither held, killed nor scheduled. */
export function entriesWithin(entries: readonly Entry[], window: DigestWindow): readonly Entry[] {
  return entries
    .filter((entry) => entry.status === 'usable' && isWithin(window, entry.publishedAt))
    .toSorted((a, b) => b.publishedAt - a.publishedAt || b.number - a.number);
}

/** The beginning of a window as it is told after "since": as a day alone when it is the beginning of an earlier day. */
export function sinceWords(since: Instant, story: StoryZone, style: DayStyle): string {
  const day = sinceDayWords(since, story.zone, style);
  const isWholeDay = startOfDay(localTime(since, story.zone), story.zone) === since;
  return day !== '' && isWholeDay ? day : storyTime(since, story, style);
}
