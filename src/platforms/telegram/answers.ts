import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Instant } from '../../domain/instant.ts';
import type { Logger } from '../../logger.ts';
import type { Button, Reply } from '../../newsroom/answer.ts';
import { replyField, textFields, topicField } from './bodies.ts';
import { classifyTelegram, loggable } from './errors.ts';
import type { TelegramAddress } from './places.ts';
import { renderTelegram } from './render.ts';

/** What stands before a button's token in its data. */
export const buttonPrefix = 'b:';
const buttonsPerRow = 3;
const maxAttempts = 4;
const unnamedWaitMs = 2_000;
const maxWaitMs = 120_000;

/** Where an answer goes. */
export interface AnswerTarget {
  readonly address: TelegramAddress;
  /** The message that is answered. */
  readonly messageId: number;
  /** Whether it arrives without a sound: what is answered in a channel is of no use to its readers. */
  readonly silent: boolean;
}

/** What answers are sent with. */
export interface AnswerContext {
  readonly api: Api;
  readonly now: () => Instant;
  /** Ends the waiting for Telegram's limits. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** An answer as calls of sendMessage, in order: the first replies to the question, the last has the buttons. */
function messagesOf(reply: Reply, target: AnswerTarget) {
  const parts = renderTelegram(reply.content);
  return parts.map((part, index) => ({
    text: part.text,
    fields: {
      ...textFields(part),
      ...topicField(target.address),
      disable_notification: target.silent,
      ...(index === 0 && replyField(target.messageId)),
      ...(index === parts.length - 1 && keyboardField(reply.buttons)),
    },
  }));
}

/** The token of a pressed button; undefined for data that is not Dateline's. */
export function tokenOf(data: string | undefined): string | undefined {
  return data?.startsWith(buttonPrefix) ? data.slice(buttonPrefix.length) : undefined;
}

/**
 * Sends an answer. Waits and repeats where it is certain that nothing was sent; what Telegram does not take is
 * logged, since there is nobody else to tell. Throws only when `signal` ends a wait.
 */
export async function sendAnswer(reply: Reply, target: AnswerTarget, context: AnswerContext): Promise<void> {
  for (const { text, fields } of messagesOf(reply, target)) {
    const isSent = await sendPatiently(
      () => context.api.sendMessage(target.address.chatId, text, fields),
      context,
    );
    if (!isSent) return;
  }
}

async function sendPatiently(send: () => Promise<unknown>, context: AnswerContext): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send();
      return true;
    } catch (error) {
      const waitMs = waitAfter(error, context.now());
      context.log.warn({ ...loggable(error), attempt, waitMs }, 'Telegram did not take an answer');
      if (waitMs === undefined || waitMs > maxWaitMs || attempt === maxAttempts) return false;
      await sleep(waitMs, undefined, { signal: context.signal });
    }
  }
}

/** How long to wait before an answer is sent again; undefined when it must not be. */
function waitAfter(error: unknown, now: Instant): number | undefined {
  const outcome = classifyTelegram(error, { operation: 'send', now });
  if (outcome.kind === 'rate-limited') return outcome.until - now;
  return outcome.kind === 'retry-later' ? unnamedWaitMs : undefined;
}

function keyboardField(buttons: readonly Button[]) {
  return buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: rowsOf(buttons) } };
}

function rowsOf(buttons: readonly Button[]): InlineKeyboardButton[][] {
  const keys = buttons.map(({ label, token }) => ({ text: label, callback_data: buttonPrefix + token }));
  const starts = keys.map((_, index) => index).filter((index) => index % buttonsPerRow === 0);
  return starts.map((start) => keys.slice(start, start + buttonsPerRow));
}
