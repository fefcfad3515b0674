import type { Message } from 'grammy/types';

/**
 * The shortest first part of a text that an app has split, in UTF-16 units. A message holds 4,096 characters (Bot
 * API, sendMessage), and the apps send a longer text as several messages. Telegram Desktop splits at the best place
 * in the second half of the 4,096: at the last empty line, else at the end of a line, a sentence, or a word
 * (TextUtilities::CutPart in its source). This leaves some room for white space that apps remove there.
 */
const shortestCut = 2_000;

/**
 * Whether a message may be the first part of a longer text. Captions are never split: the apps do not send them while
 * they are too long.
 */
export function mayBeCut({ text = '' }: Pick<Message, 'text'>): boolean {
  return text.length >= shortestCut;
}
