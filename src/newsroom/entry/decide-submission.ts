import { type Entry, entryName, latest, revise, type Submission } from '../../domain/entry.ts';
import { typedTextOf } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { scheduledAction, statusAction } from '../command/offer.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { paragraphOf, say, title, verbatim } from '../command/say.ts';
import { closeKillQuestion } from '../desk/kill-question.ts';
import { hint } from '../hint.ts';
import type { Newsroom, StoryChange } from '../records.ts';
import { demandConfidence } from '../staff/confidence.ts';
import { demandLive, entryMeant, storyMeant, unknownEntry, unknownStory } from '../story/story-meant.ts';
import { elsewhere, lengthLines, postOf } from './preview.ts';
import { noRoomLine, releaseWaiting } from './release-waiting.ts';
import { decidedNotice, decisionWords, type Verdict, verdicts } from './submission-decided.ts';
import { showSubmissionAnew, submissionNotice, submissionTopic } from './submit-entry.ts';

/** Publishes a reporter's update, or schedules it when its time is yet to come. The first decision counts. */
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
  await tellReporter(room, entry, { sentence: `${call.by.name} approved your update ${name}. ${outcome}` });
  return {
    content: say(`Approved ${name}. ${outcome}`, noRoomLine(story, entry)),
    actions: [isScheduled ? scheduledAction(name) : statusAction(name)],
  };
}

/** Sends a reporter's update back with a reason; it is never published, and its record is kept. */
export async function returnSubmission(
  room: Newsroom,
  { entry: reference, reason }: { readonly entry: EntryReference; readonly reason: string | undefined },
  call: Call,
): Promise<Answer> {
  if (reason === undefined) throw noReason(reference);
  const { story, entry } = await decide(room, { reference, call, as: 'sent-back' }, (file) => {
    const { text } = latest(file.entry);
    // Not sealed: the reporter is to write it better, and the log tells editors what they had sent back and why.
    const revised = revise(file.entry, { signal: 'kill', text, by: call.by, at: file.now, why: reason });
    return { story: file.story, entry: revised ?? file.entry, events: [] };
  });
  const name = entryName(entry);
  await closeNotice(room, story, entry);
  await closeKillQuestion(room, entry, `sent back by ${call.by.name}`);
  const sentence = `${call.by.name} sent your update ${name} back. Reason: ${reason}`;
  const again = paragraphOf('Your text, to be sent again with /update:');
  await tellReporter(room, entry, { sentence, alone: [again, verbatim(typedTextOf(entry))] });
  return { content: say(`Sent ${name} back to ${entry.revisions[0].by.name}.`) };
}

/** Tells the desk and the reporter that a submission was withdrawn before anybody decided on it. */
export async function closeWithdrawn(
  room: Newsroom,
  { story, entry }: { readonly story: Story; readonly entry: Entry },
): Promise<void> {
  if (entry.submission === undefined || entry.submission.decided !== undefined) return;
  const { by, why } = latest(entry);
  const outcome = why === undefined ? '' : `Reason: ${why}`;
  await hint(() => closeNotice(room, story, entry));
  const sentence = `${by.name} withdrew your update ${entryName(entry)}. ${outcome}`.trim();
  await tellReporter(room, entry, { sentence });
}

/** Says at the desk who takes a submission on; whoever decides first still decides. */
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

/** Shows a submission as each platform will show it. */
export async function showSubmission(
  room: Newsroom,
  { entry: reference }: { readonly entry: EntryReference },
  call: Call,
): Promise<Answer> {
  const entry = await entryMeant(room, reference);
  const story = await storyMeant(room, entry.slug);
  demandWaiting(story, entry, room.now());
  await demandConfidence(room, entry, call);
  const post = postOf(story, entry);
  const [, actions] = submissionNotice(room, story, entry);
  return {
    content: [
      paragraphOf(`${entryName(entry)} by ${entry.revisions[0].by.name}`, ...lengthLines(room, post)),
      ...elsewhere(room, post, call),
    ],
    samples: [post],
    actions: actions.filter(({ label }) => label !== 'Preview'),
  };
}

/** Lists what waits for the desk, the oldest first. */
export async function listSubmissions(room: Newsroom): Promise<Answer> {
  const stories = (await room.stories.list()).filter(({ state }) => state === 'live');
  const entries = (await Promise.all(stories.map(({ slug }) => room.stories.entries(slug)))).flat();
  const waiting = entries
    .filter(({ status }) => status === 'submitted')
    .toSorted((a, b) => a.revisions[0].at - b.revisions[0].at);
  if (waiting.length === 0) return { content: say('Nothing waits for the desk.') };
  return {
    content: [paragraphOf(title('Waits for the desk'), ...waiting.map(waitingLine))],
    actions: waiting.slice(0, maxButtons).map((entry) => {
      const name = entryName(entry);
      return { label: name, path: ['submission', 'show'], input: { entry: name } };
    }),
  };
}

/** So many submissions get a button of their own. */
const maxButtons = 10;

function waitingLine(entry: Entry): string {
  const { claimedBy } = entry.submission ?? {};
  const taken = claimedBy === undefined ? '' : ` · claimed by ${claimedBy.name}`;
  return `${entryName(entry)} · ${entry.revisions[0].by.name}${taken}`;
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

/** One decision, noted with who made it. */
function decide(
  room: Newsroom,
  { as, ...deciding }: Deciding & { readonly as: Verdict },
  verdict: (waiting: Waiting) => StoryChange,
): Promise<Omit<Waiting, 'submission'>> {
  return change(room, deciding, (waiting) => {
    const { entry = waiting.entry, ...changed } = verdict(waiting);
    const { by } = deciding.call;
    const decided = { as, by, at: waiting.now };
    // Where readers see something of it, a revision says it.
    const isNoted = entry.revisions.length > waiting.entry.revisions.length;
    const did = isNoted ? {} : { did: { by, what: verdicts[as], entry: entry.number } };
    return { ...changed, entry: { ...entry, submission: { ...waiting.submission, decided } }, ...did };
  });
}

/** One change of a submission that waits. Throws {@link Refusal} when it does not, and says who decided. */
async function change(
  room: Newsroom,
  { reference, call }: Deciding,
  next: (waiting: Waiting) => StoryChange,
): Promise<Omit<Waiting, 'submission'>> {
  const { slug } = await storyMeant(room, reference.slug);
  const { number } = reference;
  const now = room.now();
  const changed = await room.stories.change({ slug, entry: number, callId: call.id }, ({ story, entry }) => {
    if (entry === undefined) throw unknownEntry(story, number);
    return next({ story, entry, submission: demandWaiting(story, entry, now), now });
  });
  if (changed?.entry === undefined) throw await unknownStory(room, slug);
  return { story: changed.story, entry: changed.entry, now };
}

function demandWaiting(story: Story, entry: Entry, now: Instant): Submission {
  const { submission } = entry;
  const name = entryName(entry);
  if (submission === undefined)
    throw new Refusal(`${name} was not sent in by a reporter.`, { option: 'entry' });
  if (entry.status === 'submitted') return submission;
  throw new Refusal(decisionWords(story, entry, now), { option: 'entry' });
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

/** Puts the decision in the notice's place at every desk. */
async function closeNotice(room: Newsroom, story: Story, entry: Entry): Promise<void> {
  const id = await room.wire.findNotice(submissionTopic(entry));
  if (id !== undefined) await room.wire.reviseNotice(id, decidedNotice(story, entry, room.now()));
}

/**
 * Tells the reporter in private, or, where the bot cannot write to them, where they sent it in: there without what
 * others are not to read. What is decided is safe: it stands, also when nobody can be told now.
 */
async function tellReporter(
  room: Newsroom,
  { submission, revisions }: Entry,
  { sentence, alone = [] }: { readonly sentence: string; readonly alone?: RichText },
): Promise<void> {
  if (submission === undefined) return;
  const { answerTo, sentFrom } = submission;
  await hint(async () => {
    const chat = answerTo && (await room.subscriptions.destination(answerTo));
    if (chat?.state.kind === 'active') return room.wire.tell(chat.id, [paragraphOf(sentence), ...alone]);
    await room.wire.tell(sentFrom, say(`${revisions[0].by.name}: ${sentence}`));
  });
}

function noReason({ slug, number }: EntryReference): Refusal {
  const name = slug === undefined ? String(number) : `${slug}/${number}`;
  return new Refusal('Say why it goes back: the reporter reads that.', {
    option: 'reason',
    remedy: `Write it like /submission return entry:${name} reason:"Who says so?"`,
  });
}
