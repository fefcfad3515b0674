import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Language } from '../../domain/words/language.ts';
import { say as sayIn } from '../../domain/words/words.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { say } from '../command/say.ts';
import type { UseLimit } from '../limits.ts';
import type { Newsroom } from '../records.ts';
import { roleOf } from '../staff/access.ts';

const minuteMs = 60_000;

/** What one person may ask for, in all places together. */
const perPerson: UseLimit = { uses: 20, perMs: 2 * minuteMs };

/** What is answered in one chat where everybody sees the answers. */
const perChat: UseLimit = { uses: 10, perMs: 5 * minuteMs };

/**
 * Counts one digest that was asked for. Undefined when it may be given; else what to say instead. In a chat where
 * everybody sees the answers, that is said once and then nothing until the time is over. Members of the newsroom are
 * not counted, since they look often while they work.
 */
export async function askedTooOften(
  room: Newsroom,
  { story, language }: { readonly story: Story; readonly language: Language },
  call: Call,
): Promise<Answer | undefined> {
  if ((await roleOf(room, call.by.id)) !== undefined) return undefined;
  const now = room.now();
  const here = call.isPublic === true ? `digest:${call.place.destination}` : undefined;
  const ofPerson = await room.limits.take(`digest:${call.by.id}`, perPerson, now);
  const ofChat = here === undefined ? undefined : await room.limits.take(here, perChat, now);
  const until = Math.max(ofPerson ?? 0, ofChat ?? 0);
  if (until === 0) return undefined;
  if (here !== undefined && (await wasTold(room, here, until - now))) return { content: [] };
  const time = storyTime(until + minuteMs, story, { now, withLabel: true, language });
  return { content: say(sayIn(language, ofChat === undefined ? 'askedOften' : 'askedOftenHere', { time })) };
}

async function wasTold(room: Newsroom, name: string, perMs: number): Promise<boolean> {
  return (await room.limits.take(`${name}:told`, { uses: 1, perMs }, room.now())) !== undefined;
}
