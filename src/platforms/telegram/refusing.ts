import type { CallbackQuery, Message } from 'grammy/types';
import type { Reply } from '../../newsroom/command/answer.ts';
import { plainReply } from '../../newsroom/command/plain-reply.ts';
import { giveBack, storeDown } from '../../newsroom/dispatch/failure.ts';
import { StoreUnavailable } from '../../newsroom/records.ts';
import { senderOf } from './calls.ts';
import { topicRightsOf } from './changes.ts';
import { acknowledge, answer, type Handling, isSecondHand, keptFromReaders } from './handling.ts';
import { textForParsing } from './message-text.ts';
import { parseMessage } from './parse.ts';
import type { LocatedMessage } from './places.ts';
import { asksForReply } from './questions.ts';

/**
 * Tells the sender of an update that the records are away and nothing was done. Messages that are not for the bot are
 * ignored. Returns false for what the newsroom must hear later.
 */
export async function refuse(handling: Handling): Promise<boolean> {
  const { message = handling.ctx.update.channel_post, callback_query: query } = handling.ctx.update;
  if (query !== undefined) await refusePress(query, handling);
  if (message === undefined) return query !== undefined;
  if (topicRightsOf(message) !== undefined || message.migrate_to_chat_id !== undefined) return false;
  const reply = refusalOf(message, handling);
  if (reply !== undefined) await answer(message, handling, async () => reply);
  return true;
}

async function refusePress({ id, message }: CallbackQuery, handling: Handling): Promise<void> {
  const acknowledged = acknowledge(id, handling);
  if (message !== undefined) await answer(message, handling, async () => notSaved(message, undefined));
  await acknowledged;
}

/** What to tell the author; undefined for messages that are not for the bot. */
function refusalOf(message: Message, handling: Handling): Reply | undefined {
  const { dispatcher, ctx } = handling;
  const { commands } = dispatcher;
  if (isSecondHand(message) || senderOf(message) === undefined) return undefined;
  const text = textForParsing(message, commands);
  if (!text.startsWith('/'))
    return repliesToQuestion(message, handling) ? notSaved(message, text) : undefined;
  const direct = message.chat.type === 'private';
  const context = { commands, liveStories: [], direct, botUsername: ctx.me.username };
  return parseMessage(text, context) && notSaved(message, typedBelow(text));
}

/** Whether a message replies to a question, judged by the question's words, since the records are away. */
export function repliesToQuestion({ reply_to_message: asked }: Message, { ctx }: Handling): boolean {
  return asked?.from?.id === ctx.me.id && asksForReply(asked.text ?? '');
}

/** Says below a message that nothing was saved, and gives back what was typed. */
export function notSaved(question: LocatedMessage, typed: string | undefined): Reply {
  const reply = { content: giveBack(storeDown, typed), buttons: [] };
  return keptFromReaders(question, reply, plainReply(storeDown));
}

/** Returns `away` when the records did not answer. Throws other errors. */
export function unlessAway(error: unknown): 'away' {
  if (!(error instanceof StoreUnavailable)) throw error;
  return 'away';
}

/** What follows the name of a command; undefined when that is only a word. */
export function typedBelow(text: string): string | undefined {
  const typed = text.replace(/^\S+/u, '').trim();
  return /\s/u.test(typed) ? typed : undefined;
}
