import { type Entry, entryName, wasPublished } from '../../domain/entry.ts';
import type { EntryWords } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import { Refusal } from '../command/refusal.ts';
import type { CurrentFile } from '../records.ts';

/**
 * Who saw no answer sends an update again within a few minutes: they look first whether it came. The apps' own
 * repeats come sooner. After ten minutes the same words are likelier meant, such as those of a notice to readers.
 */
const recentMs = 10 * 60_000;
/** `30 min`, typed twice, means two moments. */
const sameTimeMs = 60_000;

/** An update that is about to be published or sent to the desk. */
export interface Repeatable {
  readonly words: EntryWords;
  /** Whether it goes to the desk. */
  readonly submits: boolean;
  readonly now: Instant;
}

/**
 * Asks before the same text becomes another entry of its story: somebody sent it twice, or two people sent it. Throws
 * {@link Refusal}, with a button that does it all the same, when an entry that says the same was written or published
 * just now, and neither was withdrawn nor is for another time.
 */
export function demandNotRepeated({ story, alike }: CurrentFile, update: Repeatable): void {
  const { words, submits, now } = update;
  const same = alike.findLast((entry) => isRecent(entry, now) && isRepeatOf(entry, words));
  if (same === undefined) return;
  const question = submits ? 'Send it there again?' : 'Publish it again?';
  throw new Refusal(`The same text is already ${standingOf(same, story, now)}.`, {
    option: 'again',
    remedy: `${question} Press the button, or write again:yes.`,
    choices: [{ label: submits ? 'Send it again' : 'Publish it again', value: 'yes' }],
  });
}

function isRecent(entry: Entry, now: Instant): boolean {
  const { publishedAt, revisions } = entry;
  const at = wasPublished(entry) ? Math.max(revisions[0].at, publishedAt) : revisions[0].at;
  return now - at < recentMs;
}

function isRepeatOf({ status, publishedAt }: Entry, { due }: EntryWords): boolean {
  if (status === 'killed') return false;
  return due === undefined || Math.abs(due - publishedAt) < sameTimeMs;
}

/** An entry by its name, and how it stands. */
function standingOf(entry: Entry, story: Story, now: Instant): string {
  const name = entryName(entry);
  const at = storyTime(entry.publishedAt, story, { now, withLabel: true });
  switch (entry.status) {
    case 'submitted':
      return `${name}, which waits for the desk`;
    case 'scheduled':
      if (entry.undoable) return `${name}, which goes out in a moment`;
      return entry.embargoed
        ? `${name}, which is under embargo until ${at}`
        : `${name}, which goes out at ${at}`;
    case 'held':
      return `${name} (${at}), which is on hold`;
    case 'usable':
    case 'killed':
      return `${name} (${at})`;
  }
}
