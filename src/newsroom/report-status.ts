import type { Delivery } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import { type Entry, entryName, latest } from '../domain/entry.ts';
import type { Story } from '../domain/story.ts';
import { storyTime } from '../domain/timestamp.ts';
import type { Answer } from './answer.ts';
import type { EntryReference } from './options.ts';
import type { Newsroom } from './records.ts';
import { count, countPlaces, paragraphOf, say, title } from './say.ts';
import { entryMeant, storyMeant } from './story-meant.ts';
import { subscribersOf } from './subscribers.ts';

/** So many paused places are named; the others are counted. */
const maxNamed = 10;
/** So many of a story's newest entries are reported on. */
const maxEntries = 5;

/** Says how far an update, a story's newest updates or the whole wire is delivered. */
export async function reportStatus(
  room: Newsroom,
  { entry, story }: { readonly entry: EntryReference | undefined; readonly story: string | undefined },
): Promise<Answer> {
  if (entry !== undefined) return entryStatus(room, await entryMeant(room, entry));
  return story === undefined ? wireStatus(room) : storyStatus(room, await storyMeant(room, story));
}

async function entryStatus(room: Newsroom, entry: Entry): Promise<Answer> {
  const story = await storyMeant(room, entry.slug);
  return {
    content: say(
      `${entryName(entry)}: ${latest(entry).text.headline} (${entryTime(story, entry, room.now())})`,
      await deliveryLine(room, entry),
    ),
    actions: [{ label: 'Refresh', path: ['status'], input: { entry: entryName(entry) } }],
  };
}

async function storyStatus(room: Newsroom, story: Story): Promise<Answer> {
  const entries = (await room.stories.entries(story.slug)).slice(-maxEntries).toReversed();
  const followers = await room.subscriptions.ofStory(story.slug);
  const paragraphs = await Promise.all(
    entries.map(async (entry) =>
      paragraphOf(
        `${entryName(entry)} (${entryTime(story, entry, room.now())})`,
        await deliveryLine(room, entry),
      ),
    ),
  );
  const head = `${story.headline} · ${story.state} · followed by ${countPlaces(followers.length)}`;
  return {
    content: [
      paragraphOf(title(head)),
      ...(entries.length === 0 ? say('It has no updates yet.') : paragraphs),
    ],
    actions: [{ label: 'Refresh', path: ['status'], input: { story: story.slug } }],
  };
}

async function wireStatus(room: Newsroom): Promise<Answer> {
  const live = (await room.stories.list()).filter((story) => story.state === 'live');
  const waiting = Object.entries(await room.wire.waiting()).map(
    ([name, jobs]) => `${jobs} on ${platforms[name] ?? name}`,
  );
  const followers = (await Promise.all(live.map(({ slug }) => room.subscriptions.ofStory(slug)))).flat();
  const places = [...new Set(followers.map(({ destination }) => destination))];
  const paused = await pausedPlaces(room, places);
  return {
    content: [
      paragraphOf(
        title(live.length === 0 ? 'No story is live.' : `Live: ${count(live.length, 'story', 'stories')}`),
        ...live.map(
          ({ headline, slug, lastNumber }) => `${headline} (${slug}) · ${count(lastNumber, 'update')}`,
        ),
      ),
      paragraphOf(
        `Waiting to be delivered: ${waiting.join(' · ') || 'nothing'}.`,
        pausedWords(paused) ?? 'No place is paused.',
      ),
    ],
    actions: [{ label: 'Refresh', path: ['status'], input: {} }],
  };
}

const platforms: Readonly<Record<string, string>> = { discord: 'Discord', telegram: 'Telegram' };

function entryTime(story: Story, { publishedAt, status }: Entry, now: number): string {
  const at = storyTime(publishedAt, story, { now, withLabel: true });
  const standing = { usable: '', scheduled: 'scheduled for ', held: 'on hold, ', killed: 'withdrawn, ' }[
    status
  ];
  return `${standing}${at}`;
}

type Progress = 'delivered' | 'waiting' | 'refused' | 'stale' | 'unknown';

async function deliveryLine(room: Newsroom, entry: Entry): Promise<string> {
  if (entry.status === 'scheduled') return 'Nothing is sent before its time.';
  const places = (await subscribersOf(room, entry)).map(({ destination }) => destination);
  if (places.length === 0) return 'No channel or chat gets it.';
  const [paused, found] = await Promise.all([
    pausedPlaces(room, places),
    Promise.all(places.map((place) => room.deliveries.find(place, entry.slug, entry.number))),
  ]);
  const held = new Set(paused.map(({ id }) => id));
  const progress = places.map((id, index) => ({ id, progress: progressOf(found[index], entry) }));
  const waits = progress.filter((one) => one.progress === 'waiting');
  const numberOf = (wanted: Progress) => progress.filter((one) => one.progress === wanted).length;
  const behind = waits.filter(({ id }) => !held.has(id)).length;
  const unserved = paused.filter(({ id }) => waits.some((one) => one.id === id));
  return [
    `Delivered ${numberOf('delivered')} of ${places.length}`,
    behind > 0 ? `${behind} waiting` : undefined,
    pausedWords(unserved),
    numberOf('refused') > 0 ? `${numberOf('refused')} refused by the platform` : undefined,
    numberOf('stale') > 0 ? `${numberOf('stale')} too late` : undefined,
    numberOf('unknown') > 0 ? `${numberOf('unknown')} unknown` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** A row that is behind the entry's revision, half sent or about to be sent is still waited for. */
function progressOf(delivery: Delivery | undefined, entry: Entry): Progress {
  switch (delivery?.state) {
    case 'unknown':
    case 'refused':
    case 'stale':
      return delivery.state;
    case 'delivered':
      return delivery.revision >= entry.revisions.length ? 'delivered' : 'waiting';
    case 'digested':
      return 'delivered';
    case 'partial':
    case 'sending':
    case undefined:
      return 'waiting';
  }
}

interface PausedPlace {
  readonly id: DestinationId;
  readonly words: string;
}

async function pausedPlaces(room: Newsroom, ids: readonly DestinationId[]): Promise<readonly PausedPlace[]> {
  const destinations = await Promise.all(ids.map((id) => room.subscriptions.destination(id)));
  return destinations.flatMap((place) =>
    place?.state.kind === 'paused' ? [{ id: place.id, words: `${place.name}: ${place.state.why}` }] : [],
  );
}

function pausedWords(paused: readonly PausedPlace[]): string | undefined {
  if (paused.length === 0) return undefined;
  const named = paused.slice(0, maxNamed).map(({ words }) => words);
  const more = paused.length > maxNamed ? [`${paused.length - maxNamed} more`] : [];
  return `${paused.length} paused (${[...named, ...more].join('; ')})`;
}
