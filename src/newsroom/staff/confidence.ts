import { addressOf, type DestinationId, platformOf } from '../../domain/destination.ts';
import { type Entry, entryName, headlineToShow, isUnderEmbargo } from '../../domain/entry.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';

/**
 * Throws {@link Refusal} when the entry is under embargo and people outside the newsroom could read the answer. On
 * Discord only the asker reads an answer; on Telegram everybody in a group does, unless it is the desk.
 */
export async function demandConfidence(room: Newsroom, entry: Entry, { place }: Call): Promise<void> {
  if (!isUnderEmbargo(entry) || (await isSecluded(room, { place }))) return;
  throw new Refusal(`${entryName(entry)} is under embargo, and others read along here.`, {
    remedy: 'Use the command in private or at the desk.',
  });
}

/** Whether nobody outside the newsroom reads an answer; see {@link demandConfidence}. */
export async function isSecluded(room: Newsroom, { place }: Pick<Call, 'place'>): Promise<boolean> {
  if (platformOf(place.destination) === 'discord' || place.kind === 'private') return true;
  return (await room.staff.desks()).includes(place.destination);
}

/**
 * Whether readers would see an answer: on Telegram in every channel, and in a group that follows stories unless it is
 * also a desk. Throws when the records do not answer.
 */
export async function hasReaders(room: Newsroom, { destination, kind }: Call['place']): Promise<boolean> {
  if (platformOf(destination) === 'discord' || kind === 'private') return false;
  const chat = chatOf(destination);
  const desks = await room.staff.desks();
  if (desks.some((desk) => chatOf(desk) === chat)) return false;
  if (kind === 'channel') return true;
  const within = await room.subscriptions.destinationsWithin(chat);
  const followed = await Promise.all(within.map(({ id }) => room.subscriptions.ofDestination(id)));
  return followed.some(({ length }) => length > 0);
}

/** The chat of a topic: people who read one topic of a forum read the others too. */
function chatOf(destination: DestinationId): DestinationId {
  const [chat = ''] = addressOf(destination).split(':');
  return `${platformOf(destination)}:${chat}`;
}

/**
 * An entry's headline for an answer; undefined if others would read it although it is not published, or was taken
 * back.
 */
export async function headlineFor(
  room: Newsroom,
  entry: Entry,
  call: Pick<Call, 'place'>,
): Promise<string | undefined> {
  return entry.status === 'usable' || (await isSecluded(room, call)) ? headlineToShow(entry) : undefined;
}
