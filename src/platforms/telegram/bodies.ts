import type { Message, MessageEntity } from 'grammy/types';
import type { Outcome } from '../../domain/outcome.ts';
import type { Part, SendRequest } from '../platform.ts';
import type { TelegramAddress } from './places.ts';

/** The fields of a new message besides its content. */
export function sendFields({ silent, replyTo }: SendRequest, address: TelegramAddress) {
  return {
    ...topicField(address),
    disable_notification: silent,
    ...(replyTo !== undefined && replyField(Number(replyTo))),
  };
}

/** The topic for a message; nothing outside forums. */
export function topicField({ topicId }: TelegramAddress) {
  return topicId === undefined ? {} : { message_thread_id: topicId };
}

/** The message to reply to. If it is gone, the message is sent without a reply. */
export function replyField(messageId: number) {
  return { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } };
}

/** The text of a message, for sending and editing: with entities, never with a parse mode. */
export function textFields(part: Part) {
  return { entities: entitiesOf(part), link_preview_options: previewOf(part) };
}

function previewOf({ linkPreview: url }: Part) {
  return url === undefined ? { is_disabled: true } : { is_disabled: false, url };
}

/** The caption of a picture, for sending and editing. */
export function captionFields(part: Part) {
  return { caption: part.text, caption_entities: entitiesOf(part) };
}

/** The outcome of a send. A message without an id ("Message": 0 while the server prepares it) cannot be edited. */
export function outcomeOfSend({ message_id: id }: Message): Outcome {
  return Number.isSafeInteger(id) && id > 0
    ? { kind: 'delivered', messageId: String(id) }
    : { kind: 'unknown', why: 'Telegram took it without giving it a number' };
}

function entitiesOf(part: Part): MessageEntity[] {
  // The renderer writes only types that Telegram knows; the port's type is wider.
  return part.entities.map((entity) => ({ ...entity })) as MessageEntity[];
}
