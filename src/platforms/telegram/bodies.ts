import type { Message, MessageEntity } from 'grammy/types';
import type { Outcome } from '../../domain/outcome.ts';
import type { Part, SendRequest } from '../platform.ts';
import type { TelegramAddress } from './places.ts';

/** What a new message takes beside its content. */
export function sendFields({ silent, replyTo }: SendRequest, address: TelegramAddress) {
  return {
    ...topicField(address),
    disable_notification: silent,
    ...(replyTo !== undefined && replyField(Number(replyTo))),
  };
}

/** The topic that a message goes to; nothing outside of forums. */
export function topicField({ topicId }: TelegramAddress) {
  return topicId === undefined ? {} : { message_thread_id: topicId };
}

/** The message that is answered; if that is gone, the answer is sent without. */
export function replyField(messageId: number) {
  return { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } };
}

/** What the text of a message takes, sent or edited: entities, and never a parse mode. */
export function textFields(part: Part) {
  return { entities: entitiesOf(part), link_preview_options: previewOf(part) };
}

function previewOf({ linkPreview: url }: Part) {
  return url === undefined ? { is_disabled: true } : { is_disabled: false, url };
}

/** What the caption of a picture takes, sent or edited. */
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
  // The renderer writes only types that Telegram names; the port's type is wider, for every platform.
  return part.entities.map((entity) => ({ ...entity })) as MessageEntity[];
}
