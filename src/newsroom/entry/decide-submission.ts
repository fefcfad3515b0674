import { type Entry, entryName, latest, revise, type Submission } from '../../domain/entry.ts';
import { typedTextOf } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { scheduledAction, statusAction } from '../command/offer.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { paragraphOf, say, verbatim } from '../command/say.ts';
import { closeKillQuestion } from '../desk/kill-question.ts';
import { hint } from '../hint.ts';
import type { Newsroom, StoryChange } from '../records.ts';
import { demandLive, storyMeant, unknownEntry, unknownStory } from '../story/story-meant.ts';
import { noRoomLine, releaseWaiting } from './release-waiting.ts';
import { demandWaiting, type Verdict, verdicts } from './submission-decided.ts';
import { showSubmissionAnew } from './submit-entry.ts';
import { closeNotice, tellReporter } from './tell-submission.ts';

/** Publishes a reporter's update, or schedules it if its time is in the future. The first decision counts. */
export async function approveSubmission(
  room: Newsroom,
  { entry: reference }: { readonly entry: EntryReference },
  call: Call,
): Promise<Answer> {
  const { story, entry, now } = await decide(room, { reference, call, as: 'approved' }, (file) => {
    demandLive(file.story);
    return approved(file.story, file.entry, { by: call.by, at: file.now });
  });
  const { slug, number, publishedAt, urgency, status } = entry;
  const isScheduled = status === 'scheduled';
  await hint(() =>
    isScheduled ? room.wire.scheduleEntry(slug, number, publishedAt) : room.wire.storyChanged(slug, urgency),
  );
  const name = entryName(entry);
  const at = storyTime(publishedAt, story, { now, withLabel: true });
  const outcome = isScheduled ? `It goes out at ${at}.` : `It was published at ${at}.`;
  await closeNotice(room, story, entry);
  const sentence = `${call.by.name} approved your update ${name}. ${outcome}`;
  await hint(() => tellReporter(room, entry, { sentence }));
  return {
    content: say(`Approved ${name}. ${outcome}`, noRoomLine(story, entry)),
    actions: [isScheduled ? scheduledAction(name) : statusAction(name)],
  };
}

/** Returns a reporter's update with a reason. It is never published, but its record is kept. */
export async function returnSubmission(
  room: Newsroom,
  { entry: reference, reason }: { readonly entry: EntryReference; readonly reason: string | undefined },
  call: Call,
): Promise<Answer> {
  if (reason === undefined) throw noReason(reference);
  const { story, entry } = await decide(room, { reference, call, as: 'sent-back' }, (file) => {
    const { text } = latest(file.entry);
    // Not sealed: the reporter should rewrite it, and the log shows editors what was submitted and why it was
    // returned.
    const revised = revise(file.entry, { signal: 'kill', text, by: call.by, at: file.now, why: reason });
    return { story: file.story, entry: revised ?? file.entry, events: [] };
  });
  const name = entryName(entry);
  await closeNotice(room, story, entry);
  await closeKillQuestion(room, entry, `sent back by ${call.by.name}`);
  const sentence = `${call.by.name} sent your update ${name} back. Reason: ${reason}`;
  const again = paragraphOf('Your text, to be sent again with /update:');
  const alone = [again, verbatim(typedTextOf(entry))];
  await hint(() => tellReporter(room, entry, { sentence, alone }));
  return { content: say(`Sent ${name} back to ${entry.revisions[0].by.name}.`) };
}

/** Shows at the desk who is working on a submission. Anybody may still decide on it. */
export async function claimSubmission(
  room: Newsroom,
  { entry: reference }: { readonly entry: EntryReference },
  call: Call,
): Promise<Answer> {
  const { story, entry } = await change(room, { reference, call }, (file) => {
    const { claimedBy } = file.submission;
    if (claimedBy !== undefined) {
      throw new Refusal(`${entryName(file.entry)} was claimed by ${claimedBy.name}.`, { option: 'entry' });
    }
    const submission = { ...file.submission, claimedBy: call.by };
    const did = { by: call.by, what: 'claimed', entry: file.entry.number };
    return { story: file.story, entry: { ...file.entry, submission }, events: [], did };
  });
  await showSubmissionAnew(room, story, entry);
  return { content: say(`You have claimed ${entryName(entry)}. The desk sees that.`) };
}

/** A submission that waits. */
interface Waiting {
  readonly story: Story;
  readonly entry: Entry;
  readonly submission: Submission;
  readonly now: Instant;
}

interface Deciding {
  readonly reference: EntryReference;
  readonly call: Call;
}

/** Records a decision and who made it. */
function decide(
  room: Newsroom,
  { as, ...deciding }: Deciding & { readonly as: Verdict },
  verdict: (waiting: Waiting) => StoryChange,
): Promise<Omit<Waiting, 'submission'>> {
  return change(room, deciding, (waiting) => {
    const { entry = waiting.entry, ...changed } = verdict(waiting);
    const { by } = deciding.call;
    const decided = { as, by, at: waiting.now };
    // If readers see something of it, a revision says so.
    const isNoted = entry.revisions.length > waiting.entry.revisions.length;
    const did = isNoted ? {} : { did: { by, what: verdicts[as], entry: entry.number } };
    return { ...changed, entry: { ...entry, submission: { ...waiting.submission, decided } }, ...did };
  });
}

/** Changes a submission that waits. Throws {@link Refusal} when it was decided already, and says by whom. */
async function change(
  room: Newsroom,
  { reference, call }: Deciding,
  next: (waiting: Waiting) => StoryChange,
): Promise<Omit<Waiting, 'submission'>> {
  const { slug } = await storyMeant(room, reference.slug);
  const { number } = reference;
  const changed = await room.stories.change({ slug, entry: number, callId: call.id }, ({ story, entry }) => {
    if (entry === undefined) throw unknownEntry(story, number);
    const now = room.now();
    return next({ story, entry, submission: demandWaiting(story, entry, now), now });
  });
  if (changed?.entry === undefined) throw await unknownStory(room, slug);
  return { story: changed.story, entry: changed.entry, now: room.now() };
}

function approved(
  story: Story,
  entry: Entry,
  release: { readonly by: Call['by']; readonly at: Instant },
): StoryChange {
  if (entry.publishedAt > release.at) {
    return { story, entry: { ...entry, status: 'scheduled' }, events: [] };
  }
  return releaseWaiting(story, entry, release) ?? { story, events: [] };
}

function noReason({ slug, number }: EntryReference): Refusal {
  const name = slug === undefined ? String(number) : `${slug}/${number}`;
  return new Refusal('Say why it goes back: the reporter reads that.', {
    option: 'reason',
    remedy: `Write it like /submission return entry:${name} reason:"Who says so?"`,
  });
}
