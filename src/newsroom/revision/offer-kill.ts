import { type Entry, entryName, headlineToShow, latest } from '../../domain/entry.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { count, say } from '../command/say.ts';
import { copiesOf } from '../progress/copies.ts';
import type { Newsroom } from '../records.ts';
import { demandName } from '../staff/access.ts';
import { type Chiefs, readChiefs } from '../staff/chiefs.ts';
import { isSecluded } from '../staff/confidence.ts';
import { entryMeant, storyMeant } from '../story/story-meant.ts';
import { entryNamed } from './entry-named.ts';
import { revised } from './revise-entry.ts';

/** The options of `/kill`. */
export interface KillInput {
  readonly entry: EntryReference | undefined;
  readonly reason: string;
}

/** How much of a headline a button shows. */
const headlineShown = 30;

/**
 * The first of two steps: shows what would be withdrawn and from where, and changes nothing. Throws {@link Refusal}
 * when it is not clear which entry is meant, and when it was already withdrawn.
 */
export async function offerKill(
  room: Newsroom,
  { entry: reference, reason }: KillInput,
  call: Call,
): Promise<Answer> {
  demandName(call);
  const entry = await entryMeant(room, await entryNamed(room, reference, call));
  revised(entry, { ...latest(entry), signal: 'kill' });
  const [story, copies, chiefs] = await Promise.all([
    storyMeant(room, entry.slug),
    copiesOf(room, entry),
    readChiefs(room),
  ]);
  // In a group, the answer would keep showing what was withdrawn.
  const headline = (await isSecluded(room, call)) ? headlineToShow(entry) : undefined;
  const at = storyTime(entry.publishedAt, story, { now: room.now(), withLabel: true });
  const copyCount = count(copies.length, 'copy', 'copies');
  const name = entryName(entry);
  return {
    content: say(
      `Withdraw ${name} for good? ${headline === undefined ? '' : `“${headline}” `}(${at})`,
      `Reason, as readers will see it: ${reason}`,
      `${copiesBecome(copies.length)}; its text is sealed. This is final.`,
      chiefs.count > 1 ? secondLine(entry, call, chiefs) : undefined,
    ),
    actions: [
      {
        label: `Kill ${headline === undefined ? name : `“${shortened(headline)}”`} (${copyCount})`,
        path: ['kill', 'ask'],
        input: { entry: name, reason },
      },
    ],
  };
}

function copiesBecome(copies: number): string {
  if (copies === 0) return 'No channel or chat has it, and none will get it';
  const which = copies === 1 ? 'Its only copy becomes' : `Its ${copies} copies become`;
  return `${which} a notice with that reason, image included`;
}

function secondLine({ killAsked }: Entry, { by }: Call, { isSame }: Chiefs): string {
  if (killAsked === undefined || isSame(killAsked.by.id, by.id)) return 'A second chief has to confirm it.';
  return `${killAsked.by.name} asked for it; you are the second chief.`;
}

function shortened(headline: string): string {
  const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(headline)];
  if (letters.length <= headlineShown) return headline;
  return `${letters
    .slice(0, headlineShown)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`;
}
