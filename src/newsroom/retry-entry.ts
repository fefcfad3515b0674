import type { DeliveryState } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import { type Entry, entryName } from '../domain/entry.ts';
import type { Answer } from './answer.ts';
import { hint } from './hint.ts';
import type { EntryReference } from './options.ts';
import type { Newsroom } from './records.ts';
import { Refusal } from './refusal.ts';
import { countPlaces, say } from './say.ts';
import { entryMeant } from './story-meant.ts';
import { subscribersOf } from './subscribers.ts';

/** What an editor wants done about an entry that is stuck. */
export interface Retry {
  readonly entry: EntryReference;
  /** The name or address of one place; all where it is stuck when absent. */
  readonly place: string | undefined;
  /** Whether it stands there already: then it is not sent, and no longer asked about. */
  readonly arrived: boolean;
}

interface StuckPlace {
  readonly id: DestinationId;
  readonly name: string;
}

const stuckStates: readonly (DeliveryState | undefined)[] = ['unknown', 'refused', 'stale'];

/**
 * Sends an entry again where nobody knows whether it arrived, where the platform refused it, or where it came too late;
 * or takes note that it arrived. Throws {@link Refusal} when it is stuck nowhere, or not in the place that was named.
 */
export async function retryEntry(
  room: Newsroom,
  { entry: reference, place, arrived }: Retry,
): Promise<Answer> {
  const entry = await entryMeant(room, reference);
  const stuck = await stuckPlaces(room, entry);
  const meant = placesMeant(entry, { stuck, place });
  const { slug, number } = entry;
  for (const { id } of meant) {
    await room.deliveries.resolve(
      id,
      { slug, number },
      { how: arrived ? 'arrived' : 'again', at: room.now() },
    );
    await hint(() => room.wire.wake(id));
  }
  const [only, ...others] = meant;
  const where = only !== undefined && others.length === 0 ? only.name : countPlaces(meant.length);
  return {
    content: say(
      arrived
        ? `Noted: ${entryName(entry)} arrived in ${where}.`
        : `${entryName(entry)} is being sent again to ${where}.`,
    ),
    actions: [{ label: 'Status', path: ['status'], input: { entry: entryName(entry) } }],
  };
}

async function stuckPlaces(room: Newsroom, entry: Entry): Promise<readonly StuckPlace[]> {
  const subscribers = await subscribersOf(room, entry);
  const found = await Promise.all(
    subscribers.map(async ({ destination }) => {
      const delivery = await room.deliveries.find(destination, entry.slug, entry.number);
      if (!stuckStates.includes(delivery?.state)) return [];
      const known = await room.subscriptions.destination(destination);
      return [{ id: destination, name: known?.name ?? destination }];
    }),
  );
  return found.flat();
}

function placesMeant(
  entry: Entry,
  { stuck, place }: { readonly stuck: readonly StuckPlace[]; readonly place: string | undefined },
): readonly StuckPlace[] {
  if (stuck.length === 0) {
    throw new Refusal(`${entryName(entry)} is stuck nowhere.`, {
      option: 'entry',
      remedy: `See how it fares with /status entry:${entryName(entry)}.`,
    });
  }
  if (place === undefined) return stuck;
  const wanted = place.toLowerCase();
  const meant = stuck.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (meant.length > 0) return meant;
  throw new Refusal(`${entryName(entry)} is not stuck in “${place}”.`, {
    option: 'place',
    remedy: `It is in ${stuck.map(({ name }) => name).join(', ')}.`,
  });
}
