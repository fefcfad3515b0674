import type { Delivery } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Entry } from '../domain/entry.ts';
import type { Newsroom } from './records.ts';

/** A destination with messages of an entry, or where it may have arrived. */
export interface Copy {
  readonly destination: DestinationId;
  readonly delivery: Delivery;
}

/** Where an entry stands, in whole or in part, or may stand. */
export async function copiesOf(
  room: Newsroom,
  { slug, number }: Pick<Entry, 'slug' | 'number'>,
): Promise<readonly Copy[]> {
  const followers = await room.subscriptions.ofStory(slug);
  const found = await Promise.all(
    followers.map(async ({ destination }) => {
      const delivery = await room.deliveries.find(destination, slug, number);
      return delivery && isThere(delivery) ? [{ destination, delivery }] : [];
    }),
  );
  return found.flat();
}

function isThere({ copies, state, attempt }: Delivery): boolean {
  return copies.length > 0 || state === 'unknown' || attempt !== undefined;
}
