import { type Entry, entryName } from '../../domain/entry.ts';
import type { Answer } from '../command/answer.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';

/** The name of the notice that asks the desk whether to kill an entry. */
export function aboutKill(name: string): string {
  return `kill ${name}`;
}

/** Replaces the question by the decision. Without a question, the desks are told once. */
export async function settleKillQuestion(
  room: Newsroom,
  name: string,
  words: Answer['content'],
): Promise<void> {
  const receipt = [{ label: 'Receipt', path: ['status'], input: { entry: name } }];
  const notice = await room.wire.findNotice(aboutKill(name));
  if (notice === undefined) await room.wire.tellDesk(words, receipt, aboutKill(name));
  else await room.wire.reviseNotice(notice, words, receipt);
}

/**
 * Withdraws the desk's question whether to kill an entry, since nothing of it is to be killed any more. The notice
 * quotes the entry.
 */
export async function closeKillQuestion(room: Newsroom, entry: Entry, what: string): Promise<void> {
  if (entry.killAsked === undefined) return;
  const name = entryName(entry);
  await hint(async () => {
    const notice = await room.wire.findNotice(aboutKill(name));
    if (notice !== undefined)
      await room.wire.reviseNotice(notice, say(`${name} was ${what}. Nothing is left to withdraw.`));
  });
}
