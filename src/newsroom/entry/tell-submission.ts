import { type Entry, entryName, latest } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import { paragraphOf, say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { decidedNotice } from './submission-decided.ts';
import { submissionTopic } from './submit-entry.ts';

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

/** Puts the decision in the notice's place at every desk. */
export async function closeNotice(room: Newsroom, story: Story, entry: Entry): Promise<void> {
  const id = await room.wire.findNotice(submissionTopic(entry));
  if (id !== undefined) await room.wire.reviseNotice(id, decidedNotice(story, entry, room.now()));
}

/**
 * Tells the reporter in private, or, where the bot cannot write to them, where they sent it in: there without what
 * others are not to read. What is decided is safe: it stands, also when nobody can be told now.
 */
export async function tellReporter(
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
