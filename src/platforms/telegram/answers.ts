import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, InputFile } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Outcome } from '../../domain/outcome.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import type { AnswerFile, Button, Reply } from '../../newsroom/command/answer.ts';
import { renderOnce } from '../render-once.ts';
import type { WaitForLeave } from './answer-pace.ts';
import { captionFields, replyField, textFields, topicField } from './bodies.ts';
import { classifyTelegram, loggable } from './errors.ts';
import type { TelegramAddress } from './places.ts';
import type { TelegramOperation } from './refusals.ts';
import { renderTelegram } from './render.ts';
import { buttonLink } from './start-link.ts';

/** Precedes a button's token in its data. */
export const buttonPrefix = 'b:';
const buttonsPerRow = 3;
const maxAttempts = 4;
const unnamedWaitMs = 2_000;
const maxWaitMs = 120_000;

const inPrivate = renderOnce(renderTelegram);
/** Where others read along, a name in an answer must not notify the person who has it. */
const inCompany = renderOnce((content, options) => renderTelegram(content, options, { quietNames: true }));

/** Where an answer is sent. */
export interface AnswerTarget {
  readonly address: TelegramAddress;
  /** The message that is answered; absent when it is in another chat. */
  readonly messageId?: number;
  /** Whether it arrives silently: answers among readers are of no use to them. */
  readonly silent: boolean;
  /** The bot's username, without the @. */
  readonly bot: string;
}

/** What answers are sent with. */
export interface AnswerContext {
  readonly api: Api;
  readonly now: () => Instant;
  /** Ends waits for Telegram's limits. */
  readonly signal: AbortSignal;
  /** Waits for the chat's turn; undefined for no wait. */
  readonly waitForLeave: WaitForLeave | undefined;
  readonly log: Logger;
  /** Whether posts show their time in each reader's own zone, so that samples of posts do too. */
  readonly localTimes: boolean;
}

/**
 * An answer as messages, in order. The first one replies to the question, the last one has the buttons. `fields` are
 * for new messages and edits, `onlyNew` for new messages only.
 */
function messagesOf(reply: Reply, { target, context: { localTimes } }: AnswerGround) {
  const samples = (reply.samples ?? []).flatMap((sample) =>
    renderTelegram(sample.content, sample, { localTimes, quietNames: true }).map((part) => ({
      ...part,
      bytes: part.picture && sample.bytes,
    })),
  );
  // People's chats have positive numbers, all others negative ones (Bot API, "Chat").
  const render = target.address.chatId > 0 ? inPrivate : inCompany;
  const parts = [...render(reply.content).map((part) => ({ ...part, bytes: undefined })), ...samples];
  return parts.map((part, index) => ({
    text: part.text,
    fields: { ...textFields(part), ...(index === parts.length - 1 && keyboardField(reply.buttons, target)) },
    ...(part.bytes && { photo: { bytes: part.bytes, fields: captionFields(part) } }),
    onlyNew: {
      ...topicField(target.address),
      disable_notification: target.silent,
      ...(index === 0 && target.messageId !== undefined && replyField(target.messageId)),
    },
  }));
}

/** The token of a pressed button; undefined for data that Dateline did not write. */
export function tokenOf(data: string | undefined): string | undefined {
  return data?.startsWith(buttonPrefix) ? data.slice(buttonPrefix.length) : undefined;
}

/** The ids of the messages that show an answer, in order. */
export type ShownAnswer = readonly number[];

/**
 * Sends an answer and returns the messages that show it. Waits and repeats when certainly nothing was sent. What
 * Telegram refuses is logged, since there is nobody else to tell; some messages are then missing. Throws only when
 * `signal` ends a wait.
 */
export async function sendAnswer(
  reply: Reply,
  target: AnswerTarget,
  context: AnswerContext,
): Promise<ShownAnswer> {
  const shown = await showFrom(messagesOf(reply, { target, context }), [], { target, context });
  if (reply.file !== undefined) await sendFile(reply.file, { target, context });
  return shown;
}

async function sendFile({ name, text }: AnswerFile, { target, context }: AnswerGround): Promise<void> {
  const { address, messageId, silent } = target;
  const fields = {
    ...topicField(address),
    ...(messageId !== undefined && replyField(messageId)),
    disable_notification: silent,
  };
  const document = new InputFile(Buffer.from(text), name);
  await patiently(
    sending(address.chatId, () => context.api.sendDocument(address.chatId, document, fields)),
    context,
  );
}

/**
 * Replaces an answer by another reply and returns the messages that show it; undefined when Telegram refuses. Throws
 * only when `signal` ends a wait.
 */
export async function changeAnswer(
  reply: Reply,
  shown: ShownAnswer,
  { target, context }: AnswerGround,
): Promise<ShownAnswer | undefined> {
  const { api } = context;
  const { chatId } = target.address;
  const messages = messagesOf(reply, { target, context });
  for (const [index, messageId] of shown.entries()) {
    const message = messages[index];
    const call: AnswerCall<unknown> =
      message === undefined
        ? { operation: 'delete', run: () => api.deleteMessage(chatId, messageId) }
        : changing(chatId, () => api.editMessageText(chatId, messageId, message.text, message.fields));
    if ((await patiently(call, context)) === undefined) return undefined;
  }
  return showFrom(messages, shown.slice(0, messages.length), { target, context });
}

/** Where an answer goes, and what it is sent with. */
interface AnswerGround {
  readonly target: AnswerTarget;
  readonly context: AnswerContext;
}

/** Sends the messages that are not shown yet. */
async function showFrom(
  messages: ReturnType<typeof messagesOf>,
  shown: ShownAnswer,
  { target, context }: AnswerGround,
): Promise<ShownAnswer> {
  const ids = [...shown];
  const { chatId } = target.address;
  for (const { text, fields, onlyNew, photo } of messages.slice(shown.length)) {
    const sendText = () => context.api.sendMessage(chatId, text, { ...fields, ...onlyNew });
    const sendPhoto =
      photo &&
      (() =>
        context.api.sendPhoto(chatId, new InputFile(photo.bytes, 'picture'), {
          ...photo.fields,
          ...onlyNew,
          ...('reply_markup' in fields && { reply_markup: fields.reply_markup }),
        }));
    // A picture that Telegram refuses must not stop the words.
    const sent =
      (sendPhoto && (await patiently(sending(chatId, sendPhoto), context))) ??
      (await patiently(sending(chatId, sendText), context));
    if (sent === undefined || sent === 'unchanged') break;
    ids.push(sent.message_id);
  }
  return ids;
}

/** One call that shows an answer. */
interface AnswerCall<T> {
  readonly operation: TelegramOperation;
  /** The turn that it waits for; absent for calls that Telegram does not count. */
  readonly turn?: Parameters<WaitForLeave>;
  run(): Promise<T>;
}

function sending<T>(chatId: number, run: () => Promise<T>): AnswerCall<T> {
  return { operation: 'send', turn: [chatId, 'answer'], run };
}

function changing<T>(chatId: number, run: () => Promise<T>): AnswerCall<T> {
  return { operation: 'edit', turn: [chatId, 'change'], run };
}

/** The result of the call; `unchanged` when there was nothing to do, undefined when Telegram refused it. */
async function patiently<T>(
  { operation, turn, run }: AnswerCall<T>,
  { now, signal, log, waitForLeave }: AnswerContext,
): Promise<T | 'unchanged' | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    if (turn !== undefined) await waitForLeave?.(...turn);
    try {
      return await run();
    } catch (error) {
      const outcome = classifyTelegram(error, { operation, now: now() });
      if (outcome.kind === 'unchanged') return 'unchanged';
      const waitMs = waitAfter(outcome, now());
      log.warn({ ...loggable(error), operation, attempt, waitMs }, 'Telegram did not take an answer');
      if (waitMs === undefined || waitMs > maxWaitMs || attempt === maxAttempts) return undefined;
      await sleep(waitMs, undefined, { signal });
    }
  }
}

/** How long to wait before an answer is sent again; undefined when it must not be. */
function waitAfter(outcome: Outcome, now: Instant): number | undefined {
  if (outcome.kind === 'rate-limited') return outcome.until - now;
  return outcome.kind === 'retry-later' ? unnamedWaitMs : undefined;
}

function keyboardField(buttons: readonly Button[], target: AnswerTarget) {
  const keys = buttons.flatMap((button) => keysOf(button, target));
  return keys.length === 0 ? {} : { reply_markup: { inline_keyboard: rowsOf(keys) } };
}

/** A button that answers in private becomes a link to that chat, and is left out there (people's ids are positive). */
function keysOf(
  { label: text, token, isPrivate }: Button,
  { bot, address }: AnswerTarget,
): InlineKeyboardButton[] {
  if (!isPrivate) return [{ text, callback_data: buttonPrefix + token }];
  return address.chatId > 0 ? [] : [{ text, url: buttonLink(bot, token) }];
}

function rowsOf(keys: InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const starts = keys.map((_, index) => index).filter((index) => index % buttonsPerRow === 0);
  return starts.map((start) => keys.slice(start, start + buttonsPerRow));
}
