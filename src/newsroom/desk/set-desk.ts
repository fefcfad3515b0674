import { platformOf } from '../../domain/destination.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { say } from '../command/say.ts';
import type { Newsroom } from '../records.ts';

/** Makes the place where the command was used the desk of its platform. */
export async function setDesk(room: Newsroom, { place }: Call): Promise<Answer> {
  await room.staff.setDesk(place.destination, place.name);
  const platform = platformOf(place.destination) === 'discord' ? 'Discord' : 'Telegram';
  return {
    content: say(
      `${place.name} is the desk on ${platform} now.`,
      'I tell it what needs an editor: paused channels, failed and unknown deliveries.',
      place.kind === 'private' ? undefined : 'Everyone who reads along here reads that too; keep it private.',
    ),
  };
}
