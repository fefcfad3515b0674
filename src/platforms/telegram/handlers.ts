import type { Api, Context } from 'grammy';
import type { CallbackQuery, ChatMemberUpdated, Message } from 'grammy/types';
import type { Person } from '../../domain/person.ts';
import type { Reply } from '../../newsroom/command/answer.ts';
import type { Misread } from '../../newsroom/command/command-words.ts';
import type { Dispatcher, Invocation } from '../../newsroom/command/dispatcher.ts';
import { say } from '../../newsroom/command/say.ts';
import { giveBack, nothingDone, storeDown } from '../../newsroom/dispatch/failure.ts';
import { StoreUnavailable } from '../../newsroom/records.ts';
import type { LiveAnswers } from '../live-answers.ts';
import { type AnswerContext, changeAnswer, type ShownAnswer, sendAnswer, tokenOf } from './answers.ts';
import { type CallContext, callOfMessage, callOfPress, type Sender, senderOf } from './calls.ts';
import { rightsOf, topicRightsOf } from './changes.ts';
import { loggable } from './errors.ts';
import { imageOf } from './images.ts';
import { textForParsing } from './message-text.ts';
import { parseMessage, readPress } from './parse.ts';
import type { People } from './people.ts';
import { addressOfMessage, destinationOf, type LocatedMessage } from './places.ts';
import { type AskedForm, askInstead, type Questions, readReply } from './questions.ts';

/** What the handlers need. */
export interface HandlerOptions extends AnswerContext {
  readonly token: string;
  readonly apiUrl: string;
  readonly api: Api;
  readonly dispatcher: Dispatcher;
  readonly live: LiveAnswers;
  readonly liveStories: () => Promise<readonly string[]>;
  readonly people: People;
  readonly questions: Questions;
}

/** What is known of an update beside its content. */
export type UpdateContext = Pick<Context, 'update' | 'me'>;

/** What happens with each kind of update. A handler throws only when the update must be handled again later. */
export interface Handlers {
  message(message: Message, ctx: UpdateContext): Promise<void>;
  press(query: CallbackQuery, ctx: UpdateContext): Promise<void>;
  membership(update: ChatMemberUpdated): Promise<void>;
  /**
   * Tells whoever sent an update that the records are away and nothing was done; talk that is not for the bot is
   * passed over. False for what the newsroom must hear of later.
   */
  refuse(ctx: UpdateContext): Promise<boolean>;
}

/** Makes the handlers: from Telegram's updates to the dispatcher and back. */
export function createHandlers(options: HandlerOptions): Handlers {
  return {
    message: (message, ctx) => onMessage(message, { ...options, ctx }),
    press: (query, ctx) => onPress(query, { ...options, ctx }),
    async membership(update) {
      const { destination, change } = rightsOf(update);
      await options.dispatcher.rightsChanged(destination, change);
    },
    refuse: (ctx) => refuse({ ...options, ctx }),
  };
}

interface Handling extends HandlerOptions {
  readonly ctx: UpdateContext;
}

async function onMessage(message: Message, handling: Handling): Promise<void> {
  const { dispatcher } = handling;
  const change = topicRightsOf(message);
  if (change !== undefined) {
    await dispatcher.rightsChanged(change.destination, change.change);
    return;
  }
  if (message.migrate_to_chat_id !== undefined) {
    const from = destinationOf({ chatId: message.chat.id });
    await dispatcher.moved(from, destinationOf({ chatId: message.migrate_to_chat_id }));
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
  if (liveStories === undefined) return recordsAway(text);
  const read = parseMessage(text, { commands, liveStories, direct, botUsername: ctx.me.username });
  const whole = read && withImage(read, message, dispatcher);
  if (whole === undefined) return undefined;
  if ('problem' in whole) return { content: giveBack(whole.problem, typedBelow(text)), buttons: [] };
  return dispatcher.execute(whole, callOfMessage(message, sender, contextOf(handling)));
}

/** Asks what a form would ask; whoever replies to that message answers. */
async function ask(
  message: LocatedMessage,
  { reply, question }: AskedForm,
  handling: Handling,
): Promise<void> {
  const [messageId] = await answer(message, handling, async () => reply);
  if (messageId !== undefined)
    await handling.questions.keep({ chatId: message.chat.id, messageId }, question);
}

/** Undefined when the message replies to no question. */
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
  if (question === undefined) return undefined;
  const call = callOfMessage(message, sender, contextOf(handling));
  return handling.dispatcher.submitForm(question.token, readReply(question, text), call);
}

async function refuse(handling: Handling): Promise<boolean> {
  const { dispatcher, ctx } = handling;
  const { message = ctx.update.channel_post, callback_query: query } = ctx.update;
  if (query?.message !== undefined) {
    await answer(query.message, handling, async () => sentence(storeDown));
    await acknowledge(query.id, handling);
  }
  if (message === undefined) return query !== undefined;
  if (topicRightsOf(message) !== undefined || message.migrate_to_chat_id !== undefined) return false;
  const text = textForParsing(message, dispatcher.commands);
  const direct = message.chat.type === 'private';
  const context = { commands: dispatcher.commands, liveStories: [], direct, botUsername: ctx.me.username };
  const isMeant = !isSecondHand(message) && senderOf(message) !== undefined && text.startsWith('/');
  if (isMeant && parseMessage(text, context) !== undefined)
    await answer(message, handling, async () => recordsAway(text));
  return true;
}

function recordsAway(text: string): Reply {
  return { content: giveBack(storeDown, typedBelow(text)), buttons: [] };
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof StoreUnavailable)) throw error;
  return undefined;
}

/** Answers with what `work` gives and returns the messages; a fault inside Dateline is answered too. */
async function answer(
  question: LocatedMessage,
  handling: Handling,
  work: () => Promise<Reply | undefined>,
): Promise<ShownAnswer> {
  const reply = await work().catch((error: unknown) => {
    const facts = { ...loggable(error), updateId: handling.ctx.update.update_id };
    handling.log.error(facts, 'an update could not be handled');
    return sentence(
      'This failed inside Dateline, and it was logged. See what stands before you send it again.',
    );
  });
  if (reply === undefined) return [];
  const silent = question.chat.type === 'channel';
  const { username: bot } = handling.ctx.me;
  const target = { address: addressOfMessage(question), messageId: question.message_id, silent, bot };
  const first = await sendAnswer(reply, target, handling);
  let shown: typeof first | undefined = first;
  if (first.length === 0) return first;
  handling.live.follow(reply, async (next) => {
    shown = shown && (await changeAnswer(next, shown, { target, context: handling }));
    return shown !== undefined;
  });
  return first;
}

async function remember(person: Person, username: string | undefined, handling: Handling): Promise<void> {
  if (username === undefined) return;
  try {
    await handling.people.remember(username.toLowerCase(), person);
  } catch (error) {
    handling.log.warn(loggable(error), 'a username was not kept');
  }
}

/** Stops the button's spinner. Telegram gives up on presses after some seconds, so this does not wait for the work. */
async function acknowledge(queryId: string, { api, log }: Handling): Promise<void> {
  try {
    await api.answerCallbackQuery(queryId);
  } catch (error) {
    log.warn(loggable(error), 'a press could not be acknowledged');
  }
}

function contextOf({ api, apiUrl, token, people, ctx }: Handling): CallContext {
  return { api, apiUrl, token, people, updateId: ctx.update.update_id, botId: ctx.me.id };
}

/** Forwarded and relayed messages: whoever brings them here did not give the command. */
function isSecondHand(message: Message): boolean {
  return message.forward_origin !== undefined || message.is_automatic_forward === true;
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
 * In private, whatever is written is meant for the bot: also the rest of a long paste, which Telegram's apps send as
 * another message. Undefined for service messages.
 */
function notCommanded(text: string, message: Message): Reply | undefined {
  if (text === '' && imageOf(message) === undefined) return undefined;
  return sentence(
    'Nothing was done with this message: it does not begin with a command. A command goes in one message with its ' +
      'text, up to 4,096 characters, or in the caption of its photo. /help lists what there is.',
  );
}

/** What stands after the name of a command; undefined when that is no more than a word. */
function typedBelow(text: string): string | undefined {
  const typed = text.replace(/^\S+/u, '').trim();
  return /\s/u.test(typed) ? typed : undefined;
}

function sentence(words: string): Reply {
  return { content: say(words), buttons: [] };
}
