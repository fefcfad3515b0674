import type { Delivery } from '../../domain/delivery.ts';
import type { DestinationId } from '../../domain/destination.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Newsroom } from '../records.ts';

/** A destination that has messages of an entry, or may have them. */
export interface Copy {
  readonly destination: DestinationId;
  readonly delivery: Delivery;
}

/** Every place that has an entry, in whole or in part, or may have it, even if it no longer follows the story. */
export async function copiesOf(
  room: Newsroom,
  { slug, number }: Pick<Entry, 'slug' | 'number'>,
): Promise<readonly Copy[]> {
  const { subscriptions } = room;
  const readers = (await Promise.all([subscriptions.ofStory(slug), subscriptions.formersOf(slug)])).flat();
  const places = await room.deliveries.progress(
    [{ kind: 'entry', slug, number }],
    readers.map(({ destination }) => destination),
  );
  return places.flatMap(({ destination, deliveries: [delivery] }) =>
    delivery && isThere(delivery) ? [{ destination, delivery }] : [],
  );
}

/** Whether something of an entry is there, or may be. */
export function isThere({ copies, state, attempt }: Delivery): boolean {
  return copies.length > 0 || state === 'unknown' || attempt !== undefined;
}
