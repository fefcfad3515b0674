import { type Entry, entryName, wasPublished } from '../../domain/entry.ts';
import type { EntryWords } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import { isSameText } from '../../domain/text/same-text.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';

/**
 * Who saw no answer sends an update again within a few minutes: they look first whether it came. The apps' own
 * repeats come sooner. After ten minutes the same words are likelier meant, such as those of a notice to readers.
 */
const recentMs = 10 * 60_000;
/** No story gets more updates meanwhile. */
const newestRead = 20;
/** Most stories get no more; every update waits for what is read. */
const readFirst = 4;
/** `30 min`, typed twice, means two moments. */
const sameTimeMs = 60_000;

/** An update that is about to be published or sent to the desk. */
export interface Repeatable {
  readonly story: Story;
  readonly words: EntryWords;
  /** Whether it goes to the desk. */
  readonly submits: boolean;
}

/**
 * Asks before the same text becomes another entry of its story: somebody sent it twice, or two people sent it. Throws
 * {@link Refusal}, with a button that does it all the same, when one of the newest entries says the same, was written or
 * published just now, and neither was withdrawn nor is for another time.
 */
export async function demandNotRepeated(room: Newsroom, update: Repeatable, call: Call): Promise<void> {
  const { story, words, submits } = update;
  const now = room.now();
  const entries = await newestEntries(room, story);
  // The platform repeats a call that was made: it gets its answer again.
  if (entries.some(({ revisions }) => revisions[0].call === call.id)) return;
  const same = entries.findLast((entry) => isRecent(entry, now) && isRepeatOf(entry, words));
  if (same === undefined) return;
  const question = submits ? 'Send it there again?' : 'Publish it again?';
  throw new Refusal(`The same text is already ${standingOf(same, story, now)}.`, {
    option: 'again',
    remedy: `${question} Press the button, or write again:yes.`,
    choices: [{ label: submits ? 'Send it again' : 'Publish it again', value: 'yes' }],
  });
}

/** A story's newest entries, in the order of their numbers; few unless they are all recent. */
async function newestEntries(room: Newsroom, story: Story): Promise<readonly Entry[]> {
  const { lastNumber } = story;
  const newest = await entriesAfter(lastNumber - readFirst, lastNumber);
  const [oldest] = newest;
  if (oldest === undefined || room.now() - oldest.revisions[0].at >= recentMs) return newest;
  return [...(await entriesAfter(lastNumber - newestRead, lastNumber - readFirst)), ...newest];

  async function entriesAfter(after: number, last: number): Promise<readonly Entry[]> {
    const from = Math.max(after, 0) + 1;
    const numbers = Array.from({ length: Math.max(last - from + 1, 0) }, (_, index) => from + index);
    const found = await Promise.all(numbers.map((number) => room.stories.entry(story.slug, number)));
    return found.flatMap((entry) => entry ?? []);
  }
}

function isRecent(entry: Entry, now: Instant): boolean {
  const { publishedAt, revisions } = entry;
  const at = wasPublished(entry) ? Math.max(revisions[0].at, publishedAt) : revisions[0].at;
  return now - at < recentMs;
}

/** Whoever sends an update again sends it as it was, even if it was edited since. */
function isRepeatOf({ status, publishedAt, revisions }: Entry, { text, due }: EntryWords): boolean {
  if (status === 'killed') return false;
  if (due !== undefined && Math.abs(due - publishedAt) >= sameTimeMs) return false;
  return revisions.some(
    (revision) =>
      isSameText(revision.text.headline, text.headline) && isSameText(revision.text.body, text.body),
  );
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
