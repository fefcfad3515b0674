import { platformOf } from '../domain/destination.ts';
import { type Entry, entryName, isUnderEmbargo } from '../domain/entry.ts';
import type { Call } from './call.ts';
import type { Newsroom } from './records.ts';
import { Refusal } from './refusal.ts';

/**
 * Throws {@link Refusal} where the answer to a command could be read by people outside the newsroom and the entry is
 * under embargo. On Discord only the person who asked reads an answer; on Telegram a group does, unless it is the desk.
 */
export async function demandConfidence(room: Newsroom, entry: Entry, { place }: Call): Promise<void> {
  if (!isUnderEmbargo(entry)) return;
  if (platformOf(place.destination) === 'discord' || place.kind === 'private') return;
  if ((await room.staff.desks()).includes(place.destination)) return;
  throw new Refusal(`${entryName(entry)} is under embargo, and others read along here.`, {
    remedy: 'Use the command in private or at the desk.',
  });
}
