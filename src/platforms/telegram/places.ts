import type { Chat, ChatFullInfo, Message } from 'grammy/types';
import { addressOf, type DestinationId } from '../../domain/destination.ts';
import type { Place } from '../../newsroom/command/call.ts';

/** A chat and, in a forum, one topic of it. */
export interface TelegramAddress {
  readonly chatId: number;
  readonly topicId?: number;
}

/** The fields that locate a message. Of messages that are too old, Telegram gives only chat and id. */
export type LocatedMessage = Pick<Message, 'chat' | 'message_id'> &
  Partial<Pick<Message, 'message_thread_id' | 'is_topic_message' | 'reply_to_message'>>;

/** The id of a forum's general topic. Telegram refuses it in `message_thread_id`. */
const generalTopicId = 1;

/** Reads `telegram:CHAT` or `telegram:CHAT:TOPIC`; undefined for any other form. */
export function addressOfDestination(destination: DestinationId): TelegramAddress | undefined {
  const [chat, topic, ...more] = addressOf(destination).split(':');
  const chatId = Number(chat);
  const topicId = Number(topic);
  if (!chat || !Number.isSafeInteger(chatId) || more.length > 0) {
    return undefined;
  }
  if (topic === undefined) {
    return { chatId };
  }
  return Number.isSafeInteger(topicId) && topicId > 0 ? { chatId, topicId } : undefined;
}

/** Writes `telegram:CHAT` or `telegram:CHAT:TOPIC`. */
export function destinationOf({ chatId, topicId }: TelegramAddress): DestinationId {
  return topicId === undefined ? `telegram:${chatId}` : `telegram:${chatId}:${topicId}`;
}

/** A chat under the name that people know. */
export function placeOfChat(chat: Chat | ChatFullInfo): Place {
  const destination = destinationOf({ chatId: chat.id });
  switch (chat.type) {
    case 'private':
      return { destination, name: `Private chat with ${chat.first_name}`, kind: 'private' };
    case 'channel':
      return { destination, name: `${chat.title} (channel)`, kind: 'channel', ...messagesOf(chat) };
    default:
      return { destination, name: chat.title ?? 'a group', kind: 'group', ...messagesOf(chat) };
  }
}

/**
 * The address of a channel's or supergroup's messages: the public one if it has a username, else the one for its
 * members (core.telegram.org/api/links, "Message links"). Basic groups and private chats have none.
 */
function messagesOf(chat: Pick<Chat, 'id' | 'type' | 'username'>): Pick<Place, 'messagesAt'> {
  if (chat.type === 'group' || chat.type === 'private') return {};
  return { messagesAt: `https://t.me/${chat.username ?? `c/${String(chat.id).replace(/^-100/, '')}`}` };
}

/** A topic of a forum, as a place of its own. */
export function topicIn(place: Place, { chatId, topicId }: Required<TelegramAddress>, name: string): Place {
  const destination = destinationOf({ chatId, topicId });
  const { messagesAt } = place;
  const messages = messagesAt === undefined ? {} : { messagesAt: `${messagesAt}/${topicId}` };
  return { ...place, destination, name: `${name} in ${place.name}`, kind: 'group', ...messages };
}

/** The address of a message; with a topic only in forums, and never with the general one. */
export function addressOfMessage(message: LocatedMessage): TelegramAddress {
  const { chat, message_thread_id: topicId } = message;
  const isForum = chat.type === 'supergroup' && chat.is_forum === true && message.is_topic_message === true;
  const isTopic = isForum && topicId !== undefined && topicId !== generalTopicId;
  return { chatId: chat.id, ...(isTopic && { topicId }) };
}

/** The place of a message, under the name that people know. */
export function placeOfMessage(message: LocatedMessage): Place {
  const address = addressOfMessage(message);
  const place = placeOfChat(message.chat);
  if (address.topicId === undefined) {
    return place;
  }
  const topic = message.reply_to_message?.forum_topic_created?.name ?? 'a topic';
  return topicIn(place, { ...address, topicId: address.topicId }, topic);
}

/**
 * A typed reference to a chat, in the form for getChat: `@name`, a t.me link, a numeric id or Dateline's own
 * `telegram:CHAT:TOPIC`. A `t.me/c/…` link has the id of a supergroup or channel without its `-100`. Undefined for
 * anything else.
 */
export function chatOfReference(
  reference: string,
): { readonly chat: string | number; readonly topicId?: number } | undefined {
  const text = reference.trim();
  if (text.startsWith('telegram:')) {
    const address = addressOfDestination(`telegram:${text.slice('telegram:'.length)}`);
    return address && { ...address, chat: address.chatId };
  }
  if (/^-?\d{1,15}$/u.test(text)) {
    return { chat: Number(text) };
  }
  const link =
    /^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\/(?:c\/(\d{1,13})|([a-z]\w{3,31}))(?:[/?].*)?$/iu;
  const [, hidden, linked] = link.exec(text) ?? [];
  if (hidden !== undefined) {
    return { chat: Number(`-100${hidden}`) };
  }
  const name = linked ?? /^@([a-z]\w{3,31})$/iu.exec(text)?.[1];
  return name === undefined ? undefined : { chat: `@${name}` };
}
