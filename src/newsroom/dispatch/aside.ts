import type { RichText } from '../../domain/text/rich-text.ts';
import type { Reply } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { plainReply } from '../command/plain-reply.ts';
import { paragraphOf } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { isPlaceItself } from '../staff/access.ts';
import { hasReaders } from '../staff/confidence.ts';

/** A refusal in full, and in one line without the typed text, for places where others read along. */
export interface Refused {
  readonly reply: Reply;
  readonly inShort: string;
}

/**
 * Tells a refusal so that readers do not see it. Somebody who cannot be told alone gets one line. What was written as
 * the place itself is answered at the desk, if there is one. Throws when the records do not answer.
 */
export async function asideFromReaders(
  room: Newsroom,
  { reply, inShort }: Refused,
  call: Call,
): Promise<Reply> {
  if (!(await hasReaders(room, call.place))) return reply;
  const otherwise = async (): Promise<Reply | undefined> => {
    const about = `A command that was posted in ${call.place.name} was refused, and I do not see who wrote it:`;
    if (isPlaceItself(call))
      return (await tellDesk(room, about, reply.content)) ? undefined : plainReply(inShort);
    return plainReply(inShort, 'Write to me in private once, and I answer such things there.');
  };
  return { ...reply, aside: { otherwise } };
}

/** What was done, and how to tell it. */
export interface Done {
  readonly reply: Reply;
  /** Whether the place shows it by itself. */
  readonly showsItself: boolean;
}

/**
 * Tells what somebody has done for a channel on Telegram so that its readers do not see it. What was posted as the
 * channel itself is answered at the desk, if there is one and nobody can be told alone. In the channel it is answered
 * only if nobody would learn of it otherwise. Throws when the records do not answer.
 */
export async function doneAside(room: Newsroom, { reply, showsItself }: Done, call: Call): Promise<Reply> {
  // In a group, people talk to each other, and to the bot.
  if (call.place.kind !== 'channel' || !(await hasReaders(room, call.place))) return reply;
  const otherwise = async (): Promise<Reply | undefined> => {
    const about = `A command was posted in ${call.place.name}, and I do not see who wrote it. My answer:`;
    if (isPlaceItself(call) && (await tellDesk(room, about, reply.content))) return undefined;
    return showsItself ? undefined : reply;
  };
  return { ...reply, aside: { otherwise } };
}

/** False when there is no desk. The notice has no buttons, since at the desk they would act on the wrong place. */
async function tellDesk(room: Newsroom, about: string, content: RichText): Promise<boolean> {
  if ((await room.staff.desks()).length === 0) return false;
  await room.wire.tellDesk([paragraphOf(about), ...content]);
  return true;
}
