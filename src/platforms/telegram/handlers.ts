import type { CallbackQuery, ChatMemberUpdated, Message } from 'grammy/types';
import type { Person } from '../../domain/person.ts';
import type { Reply } from '../../newsroom/command/answer.ts';
import type { Misread } from '../../newsroom/command/command-words.ts';
import type { Dispatcher, Invocation } from '../../newsroom/command/dispatcher.ts';
import { plainReply } from '../../newsroom/command/plain-reply.ts';
import { nothingDone } from '../../newsroom/command/refusal.ts';
import { untilStored } from '../until-stored.ts';
import { tokenOf } from './answers.ts';
import { type CallContext, callOfMessage, callOfPress, type Sender, senderOf } from './calls.ts';
import { rightsOf, topicRightsOf } from './changes.ts';
import { loggable } from './errors.ts';
import {
  acknowledge,
  answer,
  type HandlerOptions,
  type Handling,
  isSecondHand,
  type UpdateContext,
} from './handling.ts';
import { imageOf } from './images.ts';
import { textForParsing } from './message-text.ts';
import { parseMessage, readPress } from './parse.ts';
import { destinationOf, type LocatedMessage } from './places.ts';
import { type AskedForm, askInstead, readReply } from './questions.ts';
import { notSaved, refuse, repliesToQuestion, typedBelow, unlessAway } from './refusing.ts';
import { mayUseClosed } from './topics.ts';

/** Handles each kind of update. A handler throws only when the update must be handled again later. */
export interface Handlers {
  message(message: Message, ctx: UpdateContext): Promise<void>;
  press(query: CallbackQuery, ctx: UpdateContext): Promise<void>;
  membership(update: ChatMemberUpdated): Promise<void>;
  /** For an update that cannot be stored; see {@link refuse}. */
  refuse(ctx: UpdateContext): Promise<boolean>;
}

/** Makes the handlers, which connect Telegram's updates with the dispatcher. */
export function createHandlers(options: HandlerOptions): Handlers {
  return {
    message: (message, ctx) => onMessage(message, { ...options, ctx }),
    press: (query, ctx) => onPress(query, { ...options, ctx }),
    async membership(update) {
      const { destination, change } = rightsOf(update);
      await untilStored(() => options.dispatcher.rightsChanged(destination, change), options.signal);
    },
    refuse: (ctx) => refuse({ ...options, ctx }),
  };
}

async function onMessage(message: Message, handling: Handling): Promise<void> {
  const { dispatcher, signal } = handling;
  const change = topicRightsOf(message);
  if (change !== undefined) {
    const who = { chatId: message.chat.id, botId: handling.ctx.me.id };
    if (change.change !== 'active' && (await mayUseClosed(handling.api, who))) return;
    await untilStored(() => dispatcher.rightsChanged(change.destination, change.change), signal);
    return;
  }
  if (message.migrate_to_chat_id !== undefined) {
    const from = destinationOf({ chatId: message.chat.id });
    const to = destinationOf({ chatId: message.migrate_to_chat_id });
    await untilStored(() => dispatcher.moved(from, to), signal);
    return;
  }
  const sender = isSecondHand(message) ? undefined : senderOf(message);
  if (sender === undefined) return;
  const username = sender.chatId === undefined ? message.from?.username : undefined;
  const remembered = remember(sender.person, username, handling);
  await answer(message, handling, () => runCommand(message, sender, handling));
  await remembered;
}

async function onPress(query: CallbackQuery, handling: Handling): Promise<void> {
  const acknowledged = acknowledge(query.id, handling);
  const token = tokenOf(query.data);
  const { message } = query;
  if (token !== undefined && message !== undefined) {
    const call = callOfPress(query, message, contextOf(handling));
    const remembered = remember(call.by, query.from.username, handling);
    const opened = await handling.dispatcher.openPressed(token, call);
    const asked =
      opened !== undefined && 'form' in opened ? askInstead(opened.form, opened.token) : undefined;
    if (asked !== undefined) await ask(message, asked, handling);
    else await answer(message, handling, () => handling.dispatcher.press(token, call));
    await remembered;
  }
  await acknowledged;
}

async function runCommand(message: Message, sender: Sender, handling: Handling): Promise<Reply | undefined> {
  const { dispatcher, ctx } = handling;
  const { commands } = dispatcher;
  const text = textForParsing(message, commands);
  const direct = message.chat.type === 'private';
  if (!text.startsWith('/')) {
    const replied = await takeReply(text, { message, sender, handling });
    return replied ?? (direct ? notCommanded(text, message) : undefined);
  }
  const pressed = direct ? readPress(text) : undefined;
  if (pressed !== undefined)
    return dispatcher.press(pressed, callOfMessage(message, sender, contextOf(handling)));
  const liveStories = await handling.liveStories().catch(unlessAway);
  if (liveStories === 'away') return notSaved(message, typedBelow(text));
  const read = parseMessage(text, { commands, liveStories, direct, botUsername: ctx.me.username });
  const whole = read && withImage(read, message, dispatcher);
  if (whole === undefined) return undefined;
  const call = callOfMessage(message, sender, contextOf(handling));
  return 'problem' in whole
    ? dispatcher.refuse(whole.problem, typedBelow(text), call)
    : dispatcher.execute(whole, call);
}

/** Asks what a form would ask. A reply to that message is the answer. */
async function ask(
  message: LocatedMessage,
  { reply, question }: AskedForm,
  handling: Handling,
): Promise<void> {
  const [messageId] = await answer(message, handling, async () => reply);
  if (messageId !== undefined)
    await handling.questions.keep({ chatId: message.chat.id, messageId }, question);
}

/** Undefined when the message does not reply to a question. */
async function takeReply(
  text: string,
  {
    message,
    sender,
    handling,
  }: { readonly message: Message; readonly sender: Sender; readonly handling: Handling },
): Promise<Reply | undefined> {
  const asked = message.reply_to_message;
  if (asked?.from?.id !== handling.ctx.me.id) return undefined;
  const question = await handling.questions
    .find({ chatId: message.chat.id, messageId: asked.message_id })
    .catch(unlessAway);
  if (question === 'away') return repliesToQuestion(message, handling) ? notSaved(message, text) : undefined;
  if (question === undefined) return undefined;
  const call = callOfMessage(message, sender, contextOf(handling));
  return handling.dispatcher.submitForm(question.token, readReply(question, text), call);
}

async function remember(person: Person, username: string | undefined, handling: Handling): Promise<void> {
  if (username === undefined) return;
  try {
    await handling.people.remember(username.toLowerCase(), person);
  } catch (error) {
    handling.log.warn(loggable(error), 'a username was not kept');
  }
}

function contextOf({ api, apiUrl, token, people, ctx }: Handling): CallContext {
  return { api, apiUrl, token, people, updateId: ctx.update.update_id, botId: ctx.me.id };
}

function withImage(
  read: Invocation | Misread,
  message: Message,
  { commands }: Dispatcher,
): Invocation | Misread {
  const image = imageOf(message);
  if ('problem' in read || image === undefined) return read;
  const name = read.path.join(' ');
  const leaf = commands.flatMap(({ leaves }) => leaves).find(({ path }) => path.join(' ') === name);
  const [option] = Object.entries(leaf?.options ?? {}).find(([, { type }]) => type === 'image') ?? [];
  return option === undefined
    ? {
        problem: [`/${name} takes no picture. Send it again without one.`, leaf && nothingDone(leaf)]
          .filter(Boolean)
          .join(' '),
      }
    : { ...read, input: { ...read.input, [option]: image } };
}

/**
 * In a private chat, everything is meant for the bot, including the rest of a long text that Telegram's apps send as
 * another message. Undefined for service messages.
 */
function notCommanded(text: string, message: Message): Reply | undefined {
  if (text === '' && imageOf(message) === undefined) return undefined;
  return plainReply(
    'Nothing was done with this message: it does not begin with a command. A command goes in one message with its ' +
      'text, up to 4,096 characters, or in the caption of its photo. /help lists what there is.',
  );
}
