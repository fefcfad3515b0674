import { type Entry, entryName, latest, type Submission } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';

/** The desk's possible decisions. */
export type Verdict = NonNullable<Submission['decided']>['as'];

/** The decisions in words. */
export const verdicts: Readonly<Record<Verdict, string>> = { approved: 'approved', 'sent-back': 'sent back' };

/** `harbour/8 was approved by Ada Lind at 1:12 p.m. Oslo time.` */
function decisionWords(story: Story, entry: Entry, now: Instant): string {
  const { decided } = entry.submission ?? {};
  const { by, at } = decided ?? latest(entry);
  const what = decided === undefined ? 'withdrawn' : verdicts[decided.as];
  return `${entryName(entry)} was ${what} by ${by.name} at ${storyTime(at, story, { now, withLabel: true })}.`;
}

/** Replaces a submission's notice after the decision; without its text. */
export function decidedNotice(story: Story, entry: Entry, now: Instant): Answer['content'] {
  const author = `It is by ${entry.revisions[0].by.name}.`;
  return say(`${decisionWords(story, entry, now)} ${author}`, outcomeOf(story, entry, now));
}

function outcomeOf(story: Story, entry: Entry, now: Instant): string | undefined {
  const { publishedAt, status, submission } = entry;
  if (submission?.decided?.as === 'approved') {
    const at = storyTime(publishedAt, story, { now, withLabel: true });
    return status === 'scheduled' ? `It goes out at ${at}.` : `It was published at ${at}.`;
  }
  const { why } = latest(entry);
  return why === undefined ? undefined : `Reason: ${why}`;
}

/**
 * The submission of an entry that waits for the desk. Throws {@link Refusal} for any other entry, and says who
 * decided.
 */
export function demandWaiting(story: Story, entry: Entry, now: Instant): Submission {
  const { submission } = entry;
  const name = entryName(entry);
  if (submission === undefined)
    throw new Refusal(`${name} was not sent in by a reporter.`, { option: 'entry' });
  if (entry.status === 'submitted') return submission;
  throw new Refusal(decisionWords(story, entry, now), { option: 'entry' });
}
