import { type Entry, entryName, latest } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';

/** The name of the notice that asks the desk whether to kill an entry. */
function aboutKill(name: string): string {
  return `kill ${name}`;
}

/** The desk's question whether to kill an entry: what it says, and what can be pressed. */
export interface KillQuestion {
  readonly words: Answer['content'];
  readonly actions: readonly Action[];
}

/**
 * Asks the desks. Whoever decides while the question is being written finds none to settle, so it is settled here:
 * it quotes the entry, and may not be left standing after a kill.
 */
export async function askToKill(
  room: Newsroom,
  { slug, number }: Pick<Entry, 'slug' | 'number'>,
  { words, actions }: KillQuestion,
): Promise<void> {
  const id = await room.wire.tellDesk(words, actions, aboutKill(entryName({ slug, number })));
  const [story, entry] = await Promise.all([room.stories.find(slug), room.stories.entry(slug, number)]);
  if (story === undefined || entry === undefined || isAsked(entry)) return;
  await room.wire.reviseNotice(id, decidedWords(room, story, entry));
}

function isAsked({ status, killAsked }: Entry): boolean {
  return status !== 'killed' && killAsked !== undefined;
}

function decidedWords(room: Newsroom, story: Story, entry: Entry): Answer['content'] {
  const name = entryName(entry);
  if (entry.status !== 'killed')
    return say(`Nobody asks for the kill of ${name} any more. It stays as it is.`);
  // What was cancelled or sent back keeps its words, since nobody had it.
  if (latest(entry).text.headline !== '') return say(`${name} never went out. Nothing is left to withdraw.`);
  return withdrawnWords(room, story, entry);
}

/** What the desks read of a kill: when, by whom and why. */
export function withdrawnWords(room: Newsroom, story: Story, entry: Entry): Answer['content'] {
  const { at, by, askedBy, why = '' } = latest(entry);
  const when = storyTime(at, story, { now: room.now(), withLabel: true });
  const who = askedBy === undefined ? by.name : `${askedBy.name} and ${by.name}`;
  return say(`${entryName(entry)} was withdrawn at ${when} by ${who}.`, `Reason: ${why}`);
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
