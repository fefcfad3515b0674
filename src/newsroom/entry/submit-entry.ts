import { type Entry, entryName, latest, type Submission } from '../../domain/entry.ts';
import { nextEntry } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import { quote } from '../../domain/text/build.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { type Line, paragraphOf, say } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { demandLive, unknownStory } from '../story/story-meant.ts';
import { lengthLines, postOf } from './preview.ts';
import type { Publishing } from './publish-entry.ts';
import { demandNotRepeated } from './repeated.ts';
import { decidedNotice } from './submission-decided.ts';
import { warningsOf } from './warnings.ts';

/**
 * Sends a reporter's update to the desk, as an entry that waits there. Throws {@link Refusal} when there is no desk,
 * and for a closed story, and asks when the same text is there already.
 */
export async function submitWords(
  room: Newsroom,
  { words, leftOut, again }: Publishing,
  call: Call,
): Promise<Answer> {
  await demandDesk(room);
  const submission = await placesOf(room, call);
  const request = { slug: words.slug, callId: call.id, ...(!again && { says: words.text }) };
  const changed = await room.stories.change(request, (current) => {
    const { story } = current;
    demandLive(story);
    const now = room.now();
    demandNotRepeated(current, { words, submits: true, now });
    const making = { by: call.by, now, status: 'submitted' } as const;
    const entry = { ...nextEntry(story, words, making), submission };
    return { story: { ...story, lastNumber: entry.number }, entry, events: [] };
  });
  if (changed === undefined) throw await unknownStory(room, words.slug);
  if (changed.entry === undefined) throw new Refusal('This was cancelled a moment ago.');
  const { story, entry } = changed;
  await announce(room, story, entry);
  const name = entryName(entry);
  return {
    content: say(
      `You need to be an editor to publish. Your update was sent to the desk for approval as ${name} (submitted).`,
      leftOut && `${leftOut} The text was sent without it.`,
      submission.answerTo !== undefined
        ? 'You hear in our private chat what becomes of it.'
        : 'You hear here what becomes of it.',
    ),
  };
}

/** Shows a submission at the desk if it waits and the desk was not told, since the process died in between. */
export async function announceSubmission(
  room: Newsroom,
  { slug, number }: { readonly slug: string; readonly number: number },
): Promise<void> {
  const [story, entry] = await Promise.all([room.stories.find(slug), room.stories.entry(slug, number)]);
  if (story === undefined || entry?.status !== 'submitted') return;
  if (room.now() - entry.revisions[0].at < patienceMs) return;
  await announce(room, story, entry);
}

/** Within this time, the process that took the submission is still about to tell the desk. */
const patienceMs = 60_000;

async function announce(room: Newsroom, story: Story, entry: Entry): Promise<void> {
  const about = submissionTopic(entry);
  if ((await room.wire.findNotice(about)) !== undefined) return;
  await closeIfDecided(room, entry, await room.wire.tellDesk(...submissionNotice(room, story, entry), about));
}

/** Shows a submission at the desk as it is now: what is approved must be what was read. */
export async function showSubmissionAnew(room: Newsroom, story: Story, entry: Entry): Promise<void> {
  const id = await room.wire.findNotice(submissionTopic(entry));
  if (id === undefined) return;
  await room.wire.reviseNotice(id, ...submissionNotice(room, story, entry));
  await closeIfDecided(room, entry, id);
}

/** If somebody decides while the notice is being written, they find no notice yet, or theirs is overwritten. */
async function closeIfDecided(room: Newsroom, { slug, number }: Entry, id: string): Promise<void> {
  const [story, entry] = await Promise.all([room.stories.find(slug), room.stories.entry(slug, number)]);
  if (story === undefined || entry === undefined || entry.status === 'submitted') return;
  await room.wire.reviseNotice(id, decidedNotice(story, entry, room.now()));
}

/** The name by which a submission's notice is found. */
export function submissionTopic(entry: Pick<Entry, 'slug' | 'number'>): string {
  return `submission:${entryName(entry)}`;
}

/** The notice of a waiting submission: what it says, how it will look, and what can be done. */
export function submissionNotice(
  room: Newsroom,
  story: Story,
  entry: Entry,
): readonly [Answer['content'], readonly Action[]] {
  const post = postOf(story, entry);
  const [first] = entry.revisions;
  const { text } = latest(entry);
  const warnings = warningsOf({ text, ...(entry.keyText !== undefined && { key: entry.keyText }) });
  const content = [
    paragraphOf(
      `${first.by.name} sent in ${entryName(entry)} at ${storyTime(first.at, story, { now: first.at, withLabel: true })}. It waits for an editor.`,
      ...detailLines(story, entry),
      ...lengthLines(room, post),
      ...warnings,
      entry.submission?.claimedBy && `Claimed by ${entry.submission.claimedBy.name}.`,
    ),
    quote(...post.content),
  ];
  return [content, submissionActions(entry)];
}

function detailLines(
  story: Story,
  { urgency, keyText, embargoed, publishedAt, revisions }: Entry,
): readonly Line[] {
  const [{ at }] = revisions;
  const due = storyTime(publishedAt, story, { now: at, withLabel: true });
  const timing = embargoed ? `Under embargo until ${due}.` : `To be published at ${due}.`;
  return [
    ...(urgency === 'normal' ? [] : [`Urgency: ${urgency}.`]),
    ...(keyText === undefined ? [] : [`Key development: ${keyText}`]),
    ...(publishedAt > at ? [timing] : []),
  ];
}

function submissionActions(entry: Entry): readonly Action[] {
  const input = { entry: entryName(entry) };
  const claim = { label: 'Claim', path: ['submission', 'claim'], input };
  return [
    { label: 'Approve', path: ['submission', 'approve'], input },
    { label: 'Send back', path: ['submission', 'return'], input, asks: true },
    ...(entry.submission?.claimedBy === undefined ? [claim] : []),
    { label: 'Preview', path: ['submission', 'show'], input },
  ];
}

async function demandDesk(room: Newsroom): Promise<void> {
  if ((await room.staff.desks()).length > 0) return;
  throw new Refusal(
    'You need to be an editor to publish, and this newsroom has no desk yet that could approve your update.',
    { remedy: 'A chief makes a channel or chat the desk with /desk.' },
  );
}

/** Where the reporter is, and where they can be told something alone. */
async function placesOf(room: Newsroom, call: Call): Promise<Submission> {
  const { place } = call;
  const alone = place.kind === 'private' ? place : await call.privatePlace();
  const places = alone === undefined ? [place] : [place, alone];
  for (const { destination, name, messagesAt } of places)
    await room.subscriptions.know(destination, name, messagesAt);
  // Somebody who writes in a private chat has let the bot in again, even if no event said so.
  if (place.kind === 'private') await room.subscriptions.setState(place.destination, { kind: 'active' });
  return { sentFrom: place.destination, ...(alone && { answerTo: alone.destination }) };
}
