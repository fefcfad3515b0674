import type { Entry, Revision } from './entry.ts';
import type { Instant } from './instant.ts';
import { type StoryZone, storyTime } from './timestamp.ts';

/** The corrections of an entry, oldest first. */
export function correctionsOf(entry: Entry): readonly Revision[] {
  return entry.revisions.filter((revision) => revision.signal === 'correction');
}

/**
 * A correction in one line, its time seen from `now`: `Corrected 2:14 p.m.: an earlier version said 400 pilots.`
 * What was wrong stands in the revision's `why`.
 */
export function correctionWords(correction: Revision, zone: StoryZone, now: Instant): string {
  const time = `Corrected ${storyTime(correction.at, zone, { now })}`;
  return correction.why === undefined ? time : `${time}: ${sentence(correction.why)}`;
}

/** Words with a full stop, unless they end with a mark of their own. */
export function sentence(words: string): string {
  const trimmed = words.trim();
  return /[.!?…]["'”’)]?$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
