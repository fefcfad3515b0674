import type { Delivery, DeliveryState } from '../../domain/delivery.ts';
import { type DestinationId, platformOf } from '../../domain/destination.ts';
import type { Entry } from '../../domain/entry.ts';
import type { PlatformName } from '../../domain/person.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Newsroom, PlaceProgress, Wait } from '../records.ts';

/** The state of an entry at one place. `paused` places wait until they may be posted to again. */
export type Standing = 'delivered' | 'waiting' | 'paused' | 'refused' | 'stale' | 'unknown';

/** A place that an entry goes to, and its state there. */
export interface EntryAtPlace {
  readonly place: Omit<PlaceProgress, 'deliveries'>;
  readonly standing: Standing;
}

/** How many places of one kind are named; the rest are counted. */
const maxNamed = 10;
/** How many reasons for waiting are given. */
const maxReasons = 3;

/** The platforms' names in sentences. */
export const platformNames: Readonly<Record<PlatformName, string>> = {
  discord: 'Discord',
  telegram: 'Telegram',
};

/** The state of an entry at a place, from what was delivered of it. */
export function entryAtPlace(
  entry: Pick<Entry, 'revisions'>,
  place: EntryAtPlace['place'],
  delivery: Delivery | undefined,
): EntryAtPlace {
  const standing = standingOf(delivery, entry);
  const isHeldUp = standing === 'waiting' && place.state.kind === 'paused';
  return { place, standing: isHeldUp ? 'paused' : standing };
}

/** Still waiting: a row that is behind the entry's revision, half sent, or about to be sent. */
function standingOf(delivery: Delivery | undefined, { revisions }: Pick<Entry, 'revisions'>): Standing {
  const state: DeliveryState = delivery?.state ?? 'partial';
  switch (state) {
    case 'unknown':
    case 'refused':
    case 'stale':
      return state;
    case 'digested':
      return 'delivered';
    case 'delivered':
      return (delivery?.revision ?? 0) >= revisions.length ? 'delivered' : 'waiting';
    case 'partial':
    case 'sending':
      return 'waiting';
  }
}

/** The state of an entry at these places. */
export async function readProgress(
  room: Newsroom,
  entry: Entry,
  places: readonly DestinationId[],
): Promise<readonly EntryAtPlace[]> {
  const { slug, number } = entry;
  const found = await room.deliveries.progress([{ kind: 'entry', slug, number }], places);
  return found.map((place) => entryAtPlace(entry, place, place.deliveries[0]));
}

/** What a line about progress is made from. */
export interface ProgressView {
  readonly story: Story;
  readonly places: readonly EntryAtPlace[];
  readonly now: Instant;
}

/** `Delivered 118 of 120 · 1 waiting (Telegram: rate limit until 1:10 p.m.) · 1 paused (#news in Coast Guild: …)` */
export function progressLine(view: ProgressView): string {
  const { places } = view;
  const among = (wanted: Standing) =>
    places.filter(({ standing }) => standing === wanted).map(({ place }) => place);
  return [
    `Delivered ${among('delivered').length} of ${places.length}`,
    counted(among('waiting'), 'waiting', waitReasons(among('waiting'), view)),
    pausedWords(among('paused')),
    counted(among('refused'), 'refused by the platform', namesOf(among('refused'))),
    counted(among('stale'), 'too late', namesOf(among('stale'))),
    counted(among('unknown'), 'unknown', namesOf(among('unknown'))),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** `2 paused (#news in Coast Guild: I may not post there; …)`; undefined when none is paused. */
export function pausedWords(places: readonly Pick<PlaceProgress, 'name' | 'state'>[]): string | undefined {
  const words = places.map(({ name, state }) => (state.kind === 'paused' ? `${name}: ${state.why}` : name));
  return counted(places, 'paused', words);
}

function counted(
  places: readonly unknown[],
  standing: string,
  details: readonly string[],
): string | undefined {
  if (places.length === 0) return undefined;
  const told = details.slice(0, maxNamed);
  const more = details.length > maxNamed ? [`${details.length - maxNamed} more`] : [];
  const inBrackets = told.length === 0 ? '' : ` (${[...told, ...more].join('; ')})`;
  return `${places.length} ${standing}${inBrackets}`;
}

function namesOf(places: readonly EntryAtPlace['place'][]): readonly string[] {
  return places.map(({ name }) => name);
}

/** Why places wait and until when: each reason once, with the latest moment. */
function waitReasons(
  places: readonly EntryAtPlace['place'][],
  { story, now }: ProgressView,
): readonly string[] {
  return [...latestWaits(places, now)].slice(0, maxReasons).map(([reason, { until, isFailure }]) => {
    if (until <= now) return `${reason}, being tried again`;
    const time = storyTime(until, story, { now });
    return isFailure ? `${reason}, next try at ${time}` : `${reason} until ${time}`;
  });
}

/** `3 held up (Discord did not answer)`; undefined when nothing is known to hold up any of these places. */
export function heldUpWords(places: readonly EntryAtPlace['place'][], now: Instant): string | undefined {
  const reasons = [...latestWaits(places, now).keys()].slice(0, maxReasons);
  return counted(
    places.filter(({ wait }) => holdsUp(wait, now)),
    'held up',
    reasons,
  );
}

/** Only a wait after a failure still counts when it is over: the next call is under way. */
function holdsUp(wait: Wait | undefined, now: Instant): wait is Wait {
  return wait !== undefined && (wait.until > now || wait.isFailure === true);
}

/** The wait that ends last, by the reason for it. */
function latestWaits(places: readonly EntryAtPlace['place'][], now: Instant): ReadonlyMap<string, Wait> {
  const latest = new Map<string, Wait>();
  for (const { destination, wait } of places) {
    if (!holdsUp(wait, now)) continue;
    const platform = platformNames[platformOf(destination)];
    const reason = wait.why.startsWith(platform) ? wait.why : `${platform}: ${wait.why}`;
    if (wait.until > (latest.get(reason)?.until ?? 0)) latest.set(reason, wait);
  }
  return latest;
}
