import type { CallbackQuery, Message } from 'grammy/types';
import type { Reply } from '../../newsroom/command/answer.ts';
import { giveBack, storeDown } from '../../newsroom/dispatch/failure.ts';
import { StoreUnavailable } from '../../newsroom/records.ts';
import { senderOf } from './calls.ts';
import { topicRightsOf } from './changes.ts';
import { acknowledge, answer, type Handling, isSecondHand, keptFromReaders, sentence } from './handling.ts';
import { textForParsing } from './message-text.ts';
import { parseMessage } from './parse.ts';
import type { LocatedMessage } from './places.ts';
import { asksForReply } from './questions.ts';

/**
 * Tells whoever sent an update that the records are away and nothing was done; talk that is not for the bot is
 * passed over. False for what the newsroom must hear of later.
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

/** What whoever wrote reads; undefined for talk that is not for the bot. */
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

/** Whether a message answers what a form would ask. The words tell, since the records cannot. */
export function repliesToQuestion({ reply_to_message: asked }: Message, { ctx }: Handling): boolean {
  return asked?.from?.id === ctx.me.id && asksForReply(asked.text ?? '');
}

/** Says under a message that nothing was saved; `typed` is given back. */
export function notSaved(question: LocatedMessage, typed: string | undefined): Reply {
  const reply = { content: giveBack(storeDown, typed), buttons: [] };
  return keptFromReaders(question, reply, sentence(storeDown));
}

/** For what is asked of the records: `away` when they do not answer. Throws what is no fault of theirs. */
export function unlessAway(error: unknown): 'away' {
  if (!(error instanceof StoreUnavailable)) throw error;
  return 'away';
}

/** What stands after the name of a command; undefined when that is no more than a word. */
export function typedBelow(text: string): string | undefined {
  const typed = text.replace(/^\S+/u, '').trim();
  return /\s/u.test(typed) ? typed : undefined;
}
