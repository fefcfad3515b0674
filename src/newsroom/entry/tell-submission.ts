import { type Entry, entryName, latest } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import { paragraphOf, say } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import type { Instead } from '../wire.ts';
import { decidedNotice } from './submission-decided.ts';
import { submissionTopic } from './submit-entry.ts';

/** Tells the desk and the reporter, once, that a submission was withdrawn before anybody decided on it. */
export async function closeWithdrawn(
  room: Newsroom,
  { story, entry }: { readonly story: Story; readonly entry: Entry },
): Promise<void> {
  if (entry.submission === undefined || entry.submission.decided !== undefined) return;
  const { by, why } = latest(entry);
  const outcome = why === undefined ? '' : `Reason: ${why}`;
  await closeNotice(room, story, entry);
  const name = entryName(entry);
  const sentence = `${by.name} withdrew your update ${name}. ${outcome}`.trim();
  await tellReporter(room, entry, { sentence, about: `withdrawn:${name}` });
}

/** Replaces the notice by the decision at every desk. */
export async function closeNotice(room: Newsroom, story: Story, entry: Entry): Promise<void> {
  const id = await room.wire.findNotice(submissionTopic(entry));
  if (id !== undefined) await room.wire.reviseNotice(id, decidedNotice(story, entry, room.now()));
}

/** What a reporter is told. */
interface ToReporter {
  readonly sentence: string;
  /** Added when nobody else reads it. */
  readonly alone?: RichText;
  readonly about?: string;
}

/**
 * Tells the reporter in private. If that does not arrive, tells them where they submitted it, without what others
 * should not read. If that does not arrive either, tells the desk. Under the name `about`, it is told once.
 */
export async function tellReporter(
  room: Newsroom,
  { submission, revisions }: Entry,
  { sentence, alone = [], about }: ToReporter,
): Promise<void> {
  if (submission === undefined) return;
  const { answerTo, sentFrom } = submission;
  const { name } = revisions[0].by;
  const atDesk: Instead = {
    content: say(`${name} does not take my messages now, and could not be told yet: ${sentence}`),
  };
  const there: Instead = { place: sentFrom, content: say(`${name}: ${sentence}`), instead: atDesk };
  const named = about === undefined ? {} : { about };
  if (answerTo === undefined) return room.wire.tell(sentFrom, there.content, { ...named, instead: atDesk });
  const instead = answerTo === sentFrom ? atDesk : there;
  await room.wire.tell(answerTo, [paragraphOf(sentence), ...alone], { ...named, instead });
}
