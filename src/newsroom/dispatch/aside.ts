import type { RichText } from '../../domain/text/rich-text.ts';
import type { Reply } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { paragraphOf, say } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { isPlaceItself } from '../staff/access.ts';
import { hasReaders } from '../staff/confidence.ts';

/** A refusal, in full and, for where others read along, in one line that gives nothing back. */
export interface Refused {
  readonly reply: Reply;
  readonly inShort: string;
}

/**
 * A refusal as it is told: where readers would see it, aside. Who cannot be told alone is answered in one line; whoever
 * wrote as the place itself, at the desk if there is one. Throws when the records do not answer.
 */
export async function asideFromReaders(
  room: Newsroom,
  { reply, inShort }: Refused,
  call: Call,
): Promise<Reply> {
  if (!(await hasReaders(room, call.place))) return reply;
  const otherwise = async (): Promise<Reply | undefined> => {
    if (isPlaceItself(call)) return (await tellDesk(room, reply.content, call)) ? undefined : short(inShort);
    return short(inShort, 'Write to me in private once, and I answer such things there.');
  };
  return { ...reply, aside: { otherwise } };
}

/** False where there is no desk. Its notice has no buttons: they would run there what was meant for another place. */
async function tellDesk(room: Newsroom, content: RichText, { place }: Call): Promise<boolean> {
  if ((await room.staff.desks()).length === 0) return false;
  const about = `A command that was posted in ${place.name} was refused, and I do not see who wrote it:`;
  await room.wire.tellDesk([paragraphOf(about), ...content]);
  return true;
}

function short(...lines: readonly string[]): Reply {
  return { content: say(...lines), buttons: [] };
}
