import type { BacklogItem } from '../../../src/domain/backlog-item.ts';
import type { DeliveryState } from '../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { type Entry, type EntryStatus, latest, type Revision } from '../../../src/domain/entry.ts';
import type { Story } from '../../../src/domain/story.ts';
import type { ChaosNewsroom } from './newsroom.ts';

/** What an entry is by the records. Its words are told by their marks alone: see {@link marksIn}. */
export interface EntryOnRecord {
  readonly number: number;
  readonly status: EntryStatus;
  /** Whether it keeps its place among the others: it is no flash and never waited, was held or released. */
  readonly isRoutine: boolean;
  /** The marks of its newest text, in order. */
  readonly marks: readonly string[];
  /** The marks of all that it ever said. */
  readonly said: ReadonlySet<string>;
  readonly corrections: readonly CorrectionOnRecord[];
}

/** A correction, by the number of revisions that its entry has had with it. */
interface CorrectionOnRecord {
  readonly revision: number;
  readonly at: number;
  readonly marks: readonly string[];
}

/** A message as readers see it. */
export interface MessageSeen {
  readonly text: string;
  readonly postedAt: number;
  readonly isPinned: boolean;
}

/** A place that follows the story: what stands there, oldest first, and what its rows say. */
export interface PlaceSeen {
  readonly id: DestinationId;
  /** As the desk is told of it. */
  readonly name: string;
  readonly messages: readonly MessageSeen[];
  readonly card: DeliveryState | undefined;
  /** By number. */
  readonly entries: ReadonlyMap<number, DeliveryState>;
  /** By `number.revision`. */
  readonly corrections: ReadonlyMap<string, DeliveryState>;
}

/** What the records say and what people see, at a moment when nothing is under way. */
export interface ChaosView {
  readonly entries: readonly EntryOnRecord[];
  /** The marks of what a card has to show, in order. */
  readonly card: readonly string[];
  readonly places: readonly PlaceSeen[];
  /** What the desk was told. */
  readonly desk: readonly string[];
}

/** The words of which every text of a run is made, so that each is known wherever it stands. */
const mark = /\b(?:Mark\d+x|Part\d+p\d+x|Fact\d+x|(?:Key|Lead)\d+x)\b/g;

/** The marks in a text, in their order. */
export function marksIn(text: string): readonly string[] {
  return text.match(mark) ?? [];
}

/** Looks at everything once. */
export async function lookAround(room: ChaosNewsroom): Promise<ChaosView> {
  const { stories } = room.store;
  const [story, entries] = await Promise.all([stories.find('harbour'), stories.entries('harbour')]);
  if (story === undefined) throw new Error('The story is gone');
  const [known, places] = await Promise.all([
    Promise.all(entries.map((entry) => onRecord(room, entry))),
    Promise.all(room.destinations.map((id) => seenAt(room, id, entries))),
  ]);
  return { entries: known, card: cardMarks(story, entries), places, desk: room.deskTexts() };
}

/** The words of a killed entry stand in the sealed log alone. */
async function onRecord({ store }: ChaosNewsroom, entry: Entry): Promise<EntryOnRecord> {
  const { number, status, urgency, revisions } = entry;
  const words: readonly Revision[] =
    status === 'killed' ? (await store.stories.sealed(entry.slug, number)).revisions : revisions;
  const { headline, body } = (words.at(-1) ?? latest(entry)).text;
  return {
    number,
    status,
    isRoutine:
      status === 'usable' &&
      urgency !== 'flash' &&
      revisions.every(({ signal }) => signal !== 'hold' && signal !== 'release'),
    marks: marksIn(`${headline} ${body}`),
    said: new Set(words.flatMap(({ text }) => marksIn(`${text.headline} ${text.body}`))),
    corrections: words.flatMap(({ correction, at }, index) =>
      correction === undefined ? [] : [{ revision: index + 1, at, marks: marksIn(correction.right) }],
    ),
  };
}

function cardMarks({ lead = '', keyDevelopments }: Story, entries: readonly Entry[]): readonly string[] {
  const usable = entries.filter(({ status }) => status === 'usable');
  const newest = usable.toSorted((one, other) => one.number - other.number).at(-1);
  const bullets = keyDevelopments.filter(({ entry }) => usable.some(({ number }) => number === entry));
  const latestLine = newest === undefined ? '' : latest(newest).text.headline;
  return marksIn([lead, ...bullets.map(({ text }) => text), latestLine].join(' '));
}

async function seenAt(room: ChaosNewsroom, id: DestinationId, entries: readonly Entry[]): Promise<PlaceSeen> {
  const slug = 'harbour';
  const answers = entries.flatMap(({ number, revisions }) =>
    revisions.flatMap(({ signal }, index) =>
      signal === 'correction' ? [{ number, revision: index + 1 }] : [],
    ),
  );
  const stateOf = createStateReader(room, id);
  return {
    id,
    name: (await room.store.subscriptions.destination(id))?.name ?? id,
    messages: messagesAt(room, id),
    card: await stateOf({ kind: 'card', slug }),
    entries: await statesBy(entries, ({ number }) => [number, stateOf({ kind: 'entry', slug, number })]),
    corrections: await statesBy(answers, ({ number, revision }) => [
      `${number}.${revision}`,
      stateOf({ kind: 'correction', slug, number, revision }),
    ]),
  };
}

function createStateReader({ store }: ChaosNewsroom, id: DestinationId) {
  return async (item: Exclude<BacklogItem, { kind: 'notice' }>): Promise<DeliveryState | undefined> => {
    const [place] = await store.deliveries.progress([item], [id]);
    return place?.deliveries[0]?.state;
  };
}

async function statesBy<T, Key>(
  things: readonly T[],
  look: (thing: T) => readonly [Key, Promise<DeliveryState | undefined>],
): Promise<ReadonlyMap<Key, DeliveryState>> {
  const found = await Promise.all(things.map(look).map(async ([key, state]) => [key, await state] as const));
  return new Map(found.flatMap(([key, state]) => (state === undefined ? [] : [[key, state] as const])));
}

function messagesAt({ world }: ChaosNewsroom, id: DestinationId): readonly MessageSeen[] {
  const address = id.slice(id.indexOf(':') + 1);
  if (id.startsWith('discord:'))
    return world.discord.messages(address).map(({ content, createdAt, pinned }) => ({
      text: content,
      postedAt: createdAt,
      isPinned: pinned,
    }));
  return world.telegram
    .messages(Number(address))
    .map(({ text, sentAt, pinned }) => ({ text, postedAt: sentAt, isPinned: pinned }));
}
