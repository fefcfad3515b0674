import type { StoryItem } from '../../../src/domain/backlog-item.ts';
import type { Delivery, DeliveryState } from '../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import {
  appearedAt,
  type Entry,
  type EntryStatus,
  latest,
  type Revision,
  type Signal,
} from '../../../src/domain/entry.ts';
import type { Story } from '../../../src/domain/story.ts';
import type { ChaosNewsroom } from './newsroom.ts';

/** What an entry is by the records. Its words are told by their marks alone: see {@link marksIn}. */
export interface EntryOnRecord {
  readonly number: number;
  readonly status: EntryStatus;
  /** Whether it keeps its place among the others: it is no flash and never waited, was held or released. */
  readonly isRoutine: boolean;
  /** When readers first could read it as it stands: its release after a hold, or its publication. */
  readonly appearedAt: number;
  /** The marks of its newest text, in order. */
  readonly marks: readonly string[];
  /**
   * The marks of each text that may stand where nobody follows the story any more: of the last that had to arrive, and
   * later ones.
   */
  readonly standing: readonly (readonly string[])[];
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
  readonly id: string;
  readonly text: string;
  readonly postedAt: number;
  readonly isPinned: boolean;
}

/** A digest that a place was told, or was to be told. */
export interface DigestSeen {
  readonly since: number;
  readonly until: number;
  readonly isCatchUp: boolean;
  readonly state: DeliveryState;
  readonly messages: readonly MessageSeen[];
}

/** A place that follows the story, or did: what stands there, oldest first, and what its rows say. */
export interface PlaceSeen {
  readonly id: DestinationId;
  /** From when on it gets what is published; absent where it does not follow the story any more. */
  readonly since?: number;
  /** As the desk is told of it. */
  readonly name: string;
  readonly isPaused: boolean;
  /** All but those of digests. */
  readonly messages: readonly MessageSeen[];
  readonly digests: readonly DigestSeen[];
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
    Promise.all(room.places.map(({ id }) => seenAt(room, id, entries))),
  ]);
  return { entries: known, card: cardMarks(story, entries), places, desk: room.deskTexts() };
}

/** The words of a killed entry stand in the sealed log alone. */
async function onRecord({ store }: ChaosNewsroom, entry: Entry): Promise<EntryOnRecord> {
  const { number, status, urgency, revisions } = entry;
  const words: readonly Revision[] =
    status === 'killed' ? (await store.stories.sealed(entry.slug, number)).revisions : revisions;
  const texts = words.map(({ text }) => marksIn(`${text.headline} ${text.body}`));
  const { bullets } = await store.stories.sealed(entry.slug, number);
  return {
    number,
    status,
    appearedAt: appearedAt(entry),
    isRoutine:
      status === 'usable' &&
      urgency !== 'flash' &&
      revisions.every(({ signal }) => signal !== 'hold' && signal !== 'release'),
    marks: texts.at(-1) ?? [],
    standing: texts.slice(Math.max(0, words.findLastIndex(hadToArrive))),
    said: new Set([...texts.flat(), ...bullets.flatMap(marksIn)]),
    corrections: words.flatMap(({ correction, at }, index) =>
      correction === undefined ? [] : [{ revision: index + 1, at, marks: marksIn(correction.right) }],
    ),
  };
}

const lasting: readonly Signal[] = ['correction', 'hold', 'release', 'kill'];

function hadToArrive({ signal }: Revision): boolean {
  return lasting.includes(signal);
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
  const { subscriptions } = room.store;
  const rowOf = createRowReader(room, id);
  const stateOf = async (item: StoryItem) => (await rowOf(item))?.state;
  const all = messagesAt(room, id);
  const digests = await digestsSeen(room, { id, entries, all });
  const ofDigests = new Set(digests.flatMap(({ messages }) => messages.map((message) => message.id)));
  const [subscription, known] = await Promise.all([
    subscriptions.find(id, slug),
    subscriptions.destination(id),
  ]);
  return {
    id,
    ...(subscription && { since: subscription.since }),
    name: known?.name ?? id,
    isPaused: known?.state.kind === 'paused',
    messages: all.filter((message) => !ofDigests.has(message.id)),
    digests,
    card: await stateOf({ kind: 'card', slug }),
    entries: await statesBy(entries, ({ number }) => [number, stateOf({ kind: 'entry', slug, number })]),
    corrections: await statesBy(answers, ({ number, revision }) => [
      `${number}.${revision}`,
      stateOf({ kind: 'correction', slug, number, revision }),
    ]),
  };
}

interface PlaceAsked {
  readonly id: DestinationId;
  readonly entries: readonly Entry[];
  readonly all: readonly MessageSeen[];
}

/** What of a place's digests stands there, by the ids that their rows name. */
async function digestsSeen(
  room: ChaosNewsroom,
  { id, entries, all }: PlaceAsked,
): Promise<readonly DigestSeen[]> {
  const rowOf = createRowReader(room, id);
  const moments = entries.flatMap((entry) => [entry.publishedAt, appearedAt(entry)]);
  const items = await room.store.backlogs.digestsAbout(id, 'harbour', moments);
  return Promise.all(
    items.map(async (item) => {
      const { state = 'partial', copies = [] } = (await rowOf(item)) ?? {};
      const ids = new Set(copies.map(({ messageId }) => messageId));
      const { since, until, isCatchUp = false } = item;
      return { since, until, isCatchUp, state, messages: all.filter((message) => ids.has(message.id)) };
    }),
  );
}

function createRowReader({ store }: ChaosNewsroom, id: DestinationId) {
  return async (item: StoryItem): Promise<Delivery | undefined> => {
    const [place] = await store.deliveries.progress([item], [id]);
    return place?.deliveries[0];
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
    return world.discord.messages(address).map(({ id: messageId, content, createdAt, pinned }) => ({
      id: messageId,
      text: content,
      postedAt: createdAt,
      isPinned: pinned,
    }));
  return world.telegram.messages(Number(address)).map(({ id: messageId, text, sentAt, pinned }) => ({
    id: String(messageId),
    text,
    postedAt: sentAt,
    isPinned: pinned,
  }));
}
