import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { Reply } from '../../newsroom/command/answer.ts';
import { paragraphOf } from '../../newsroom/command/say.ts';
import { type AnswerContext, sendAnswer } from './answers.ts';
import { senderOf } from './calls.ts';
import { loggable } from './errors.ts';
import type { UpdateContext } from './handling.ts';
import { type LocatedMessage, placeOfMessage } from './places.ts';

/** What is needed to tell somebody alone. */
export interface AsideContext extends AnswerContext {
  readonly ctx: UpdateContext;
}

/** How many of a channel's administrators are told what one of them did. */
const maxTold = 5;

/**
 * Sends a reply to the asker's private chat. If the author is hidden, sends it to the administrators who may have
 * written. False when nobody could be reached: a bot may write only to people who have written to it.
 */
export async function tellAlone(
  reply: Reply,
  question: LocatedMessage,
  context: AsideContext,
): Promise<boolean> {
  const asked = await whoAsked(context);
  const { name } = placeOfMessage(question);
  const lead =
    asked.length === 1
      ? `About what you sent in ${name}, where readers would see the answer:`
      : `About a command in ${name}; I do not see who of its administrators sent it:`;
  const alone = { ...reply, content: [paragraphOf(lead), ...reply.content] };
  let isTold = false;
  for (const chatId of asked) {
    const target = { address: { chatId }, silent: false, bot: context.ctx.me.username };
    const shown = await sendAnswer(alone, target, context);
    isTold ||= shown.length > 0;
  }
  return isTold;
}

/** A person's private chat has the person's id (Bot API, "Chat"). */
async function whoAsked({ ctx: { update }, api, log }: AsideContext): Promise<readonly number[]> {
  const { message = update.channel_post, callback_query: press } = update;
  if (press !== undefined) return [press.from.id];
  const sender = message && senderOf(message);
  if (message === undefined || sender === undefined) return [];
  if (sender.chatId === undefined) return message.from === undefined ? [] : [message.from.id];
  if (sender.chatId !== message.chat.id) return [];
  try {
    return await mayHaveWritten(message, api);
  } catch (error) {
    log.warn(loggable(error), 'the administrators of a chat are not known');
    return [];
  }
}

/**
 * The administrators who may have written in a channel, or anonymously in a group. If only one of them fits the
 * message's signature, only that one (Bot API, "Message": author_signature is the name of a post's author, or the
 * title of an anonymous administrator).
 */
async function mayHaveWritten(message: Message, api: Api): Promise<readonly number[]> {
  const isChannel = message.chat.type === 'channel';
  const members = await api.getChatAdministrators(message.chat.id);
  const able = members.filter(
    (member) =>
      !member.user.is_bot &&
      (isChannel ? member.status === 'creator' || member.can_post_messages === true : member.is_anonymous),
  );
  const { author_signature: signature } = message;
  const signed = able.filter(({ user, custom_title: title }) => {
    const name = [user.first_name, user.last_name].filter(Boolean).join(' ');
    return signature !== undefined && signature === (isChannel ? name : title);
  });
  const told = signed.length === 1 ? signed : able;
  return told.slice(0, maxTold).map(({ user }) => user.id);
}
