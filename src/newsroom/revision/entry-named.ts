import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';

/**
 * The entry that a command is about: the one that was named, else the one in the message that the command replies to
 * or was opened on. Throws {@link Refusal} when there is neither.
 */
export async function entryNamed(
  room: Newsroom,
  reference: EntryReference | undefined,
  { aboutMessageId, place }: Call,
): Promise<EntryReference> {
  if (reference !== undefined) return reference;
  const shown = aboutMessageId && (await room.deliveries.entryOfMessage(place.destination, aboutMessageId));
  if (shown) return shown;
  const sentence = aboutMessageId
    ? 'I do not know that message as an update of a story that is followed here.'
    : 'Say which update you mean.';
  throw new Refusal(sentence, { option: 'entry', remedy: 'Write it like entry:lindhavn-ferries/7.' });
}
