import { entryName } from '../../domain/entry.ts';
import { settleKillQuestion, withdrawnWords } from '../desk/kill-question.ts';
import { closeWithdrawn } from '../entry/tell-submission.ts';
import type { Newsroom } from '../records.ts';
import { dropWords } from './drop-words.ts';

/**
 * Finishes a kill that is safe in the records: deletes the words that are stored outside the seal, and tells the
 * desks and the person who submitted the entry. It runs before the kill's event leaves the outbox, so it runs again
 * if a process dies meanwhile; it is harmless to repeat. Throws when the records do not answer.
 */
export async function afterKill(
  room: Newsroom,
  { slug, number }: { readonly slug: string; readonly number: number },
): Promise<void> {
  const [story, entry] = await Promise.all([room.stories.find(slug), room.stories.entry(slug, number)]);
  if (story === undefined || entry?.status !== 'killed') return;
  await dropWords(room, entry);
  await closeWithdrawn(room, { story, entry });
  await settleKillQuestion(room, entryName(entry), withdrawnWords(room, story, entry));
}
