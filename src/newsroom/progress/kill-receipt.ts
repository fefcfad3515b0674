import { type Delivery, goneMessageId } from '../../domain/delivery.ts';
import { type Entry, entryName, latest } from '../../domain/entry.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import { count, paragraphOf, say } from '../command/say.ts';
import { subscribersOf } from '../destination/subscribers.ts';
import type { Newsroom } from '../records.ts';
import { storyMeant } from '../story/story-meant.ts';
import { type Copy, copiesOf, isThere } from './copies.ts';

/** How many places are named; the rest are counted. */
const maxNamed = 10;
/** How often a receipt that is still open is updated. */
const everyMs = 2_000;

/** What became of one copy of a killed entry. */
type Fate = 'replaced' | 'waiting' | { readonly why: string };

interface Counted {
  readonly copy: Copy;
  readonly name: string;
  readonly fate: Fate;
}

/**
 * What a kill has reached: every copy is counted, and those that cannot be reached are named with the reason. It
 * updates itself until nothing is pending.
 */
export async function killReceipt(room: Newsroom, entry: Entry): Promise<Answer> {
  const [story, counted, dropped] = await Promise.all([
    storyMeant(room, entry.slug),
    countCopies(room, entry),
    droppedSends(room, entry),
  ]);
  const { at, by, askedBy } = latest(entry);
  const when = storyTime(at, story, { now: room.now(), withLabel: true });
  const who = askedBy === undefined ? by.name : `${askedBy.name} and ${by.name}`;
  const waits = counted.some(({ fate }) => fate === 'waiting');
  const content = [
    paragraphOf(
      `${entryName(entry)} was withdrawn at ${when} by ${who}.`,
      copiesLine(counted),
      dropped === 0 ? undefined : `${count(dropped, 'send')} that had not begun will never be made.`,
    ),
    ...unreachedLines(counted),
  ];
  const actions = [{ label: 'Refresh', path: ['status'], input: { entry: entryName(entry) } }];
  if (!waits) return { content, actions };
  return { content, actions, live: { afterMs: everyMs, next: () => killReceipt(room, entry) } };
}

function copiesLine(counted: readonly Counted[]): string {
  if (counted.length === 0) return 'No channel or chat had it.';
  const numberOf = (wanted: Fate) => counted.filter(({ fate }) => fate === wanted).length;
  const unreached = counted.length - numberOf('replaced') - numberOf('waiting');
  return [
    `Replaced ${numberOf('replaced')} of ${count(counted.length, 'copy', 'copies')}`,
    ...(numberOf('waiting') > 0 ? [`${numberOf('waiting')} waiting`] : []),
    ...(unreached > 0 ? [`${unreached} not reached`] : []),
  ].join(' · ');
}

function unreachedLines(counted: readonly Counted[]): Answer['content'] {
  const lines = counted.flatMap(({ name, fate }) =>
    typeof fate === 'string' ? [] : [`${name}: ${fate.why}.`],
  );
  if (lines.length === 0) return [];
  const more = lines.length - maxNamed;
  return say('Not reached:', ...lines.slice(0, maxNamed), more > 0 ? `And ${more} more.` : undefined);
}

async function countCopies(room: Newsroom, entry: Entry): Promise<readonly Counted[]> {
  return Promise.all(
    (await copiesOf(room, entry)).map(async (copy) => {
      const known = await room.subscriptions.destination(copy.destination);
      const state = known?.state ?? { kind: 'active' };
      const fate = fateOf(copy.delivery, entry);
      const held = fate === 'waiting' && state.kind === 'paused';
      return {
        copy,
        name: known?.name ?? copy.destination,
        fate: held ? { why: `it is paused (${state.why}); it is replaced when that is put right` } : fate,
      };
    }),
  );
}

function fateOf({ state, revision, copies }: Delivery, entry: Entry): Fate {
  switch (state) {
    case 'unknown':
      return { why: 'it is not known whether all of it arrived; look there and remove what is left' };
    case 'refused':
      return { why: 'the platform did not let me change it; remove it there' };
    case 'stale':
    case 'partial':
    case 'sending':
      return 'waiting';
    default:
      if (revision < entry.revisions.length) return 'waiting';
      return copies.some(({ messageId }) => messageId === goneMessageId)
        ? { why: 'a message of it was removed, or stands where I cannot reach it; look there' }
        : 'replaced';
  }
}

/** How many places would have got the entry but have nothing of it. */
async function droppedSends(room: Newsroom, entry: Entry): Promise<number> {
  const readers = await subscribersOf(room, entry);
  const found = await Promise.all(
    readers.map(({ destination }) => room.deliveries.find(destination, entry.slug, entry.number)),
  );
  return found.filter((row) => row === undefined || (row.state !== 'digested' && !isThere(row))).length;
}
