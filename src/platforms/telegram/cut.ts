import type { Message } from 'grammy/types';

/**
 * The shortest first part of a text that an app has cut, in UTF-16 units. A message holds 4,096 characters (Bot API,
 * sendMessage), and the apps send what is longer as several messages. Telegram Desktop cuts at the best place in the
 * second half of the 4,096: at the last empty line, else at the end of a line, a sentence, a word (TextUtilities::CutPart
 * of its source). Some room is left for the blank space that apps take off there.
 */
const shortestCut = 2_000;

/**
 * Whether a message may be the first part of a longer text. Captions are never cut: the apps do not send them while they
 * are too long.
 */
export function mayBeCut({ text = '' }: Pick<Message, 'text'>): boolean {
  return text.length >= shortestCut;
}
