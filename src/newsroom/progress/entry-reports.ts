import type { DestinationId } from '../../domain/destination.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { subscribersAmong } from '../destination/subscribers.ts';
import type { Newsroom, PlaceProgress } from '../records.ts';
import { type EntryAtPlace, entryAtPlace, progressLine } from './progress.ts';

/** How one entry is doing. */
export interface EntryReport {
  readonly entry: Entry;
  readonly line: string;
  readonly places: readonly EntryAtPlace[];
}

/** Reports on entries of one story. All their places are read together. */
export async function reportsOn(
  room: Newsroom,
  story: Story,
  entries: readonly Entry[],
): Promise<readonly EntryReport[]> {
  if (entries.length === 0) return [];
  const followers = await room.subscriptions.ofStory(story.slug);
  const items = entries.map(({ slug, number }) => ({ kind: 'entry', slug, number }) as const);
  const found = await room.deliveries.progress(
    items,
    followers.map(({ destination }) => destination),
  );
  return entries.map((entry, index) => {
    const served = new Set(subscribersAmong(followers, entry).map(({ destination }) => destination));
    const places = found.flatMap((place) => placesOf(entry, { served, place, index }));
    return { entry, line: lineOf(room, story, { entry, places }), places };
  });
}

function placesOf(
  entry: Entry,
  {
    served,
    place,
    index,
  }: { readonly served: ReadonlySet<DestinationId>; readonly place: PlaceProgress; readonly index: number },
): readonly EntryAtPlace[] {
  return served.has(place.destination) ? [entryAtPlace(entry, place, place.deliveries[index])] : [];
}

function lineOf(room: Newsroom, story: Story, { entry, places }: Omit<EntryReport, 'line'>): string {
  if (entry.status === 'scheduled') return 'Nothing is sent before its time.';
  if (entry.status === 'submitted') return 'Nothing is sent before the desk approves it.';
  if (places.length === 0) return 'No channel or chat gets it.';
  return progressLine({ story, places, now: room.now() });
}
