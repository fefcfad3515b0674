import type { CallbackQuery, Chat, Message } from 'grammy/types';
import type { Person } from '../../domain/person.ts';
import type { Call, Place } from '../../newsroom/command/call.ts';
import { type FileSource, fetchFile } from './images.ts';
import { findPerson, type People, personOf } from './people.ts';
import {
  addressOfDestination,
  chatOfReference,
  type LocatedMessage,
  placeOfChat,
  placeOfMessage,
  topicIn,
} from './places.ts';
import { openTopic } from './topics.ts';

/** What a call is made from beside its update. */
export interface CallContext extends FileSource {
  readonly people: People;
  readonly updateId: number;
  readonly botId: number;
}

/** Who wrote: a person, or a chat that hides the person (a channel, or a group with anonymous administrators). */
export interface Sender {
  readonly person: Person;
  /** Absent for a person. */
  readonly chatId?: number;
}

/** Who wrote a message; undefined for other bots. */
export function senderOf({ from, sender_chat: chat }: Message): Sender | undefined {
  if (chat !== undefined) {
    return { person: { id: `telegram:${chat.id}`, name: nameOfChat(chat) }, chatId: chat.id };
  }
  return from === undefined || from.is_bot ? undefined : { person: personOf(from) };
}

/** A message as the newsroom sees it. */
export function callOfMessage(message: Message, sender: Sender, context: CallContext): Call {
  const about = message.reply_to_message;
  // Posts in a channel name no author; whether one is the bot's, the newsroom's records tell.
  const isAbout = about !== undefined && (about.from === undefined || about.from.id === context.botId);
  return {
    ...baseCall(sender, [sender.person, ...mentioned(message)], context),
    ...placeFields(message),
    ...(isAbout && { aboutMessageId: String(about.message_id) }),
  };
}

/** A press of a button under `message` as the newsroom sees it. Telegram names the person even when they hide. */
export function callOfPress(query: CallbackQuery, message: LocatedMessage, context: CallContext): Call {
  const sender = { person: personOf(query.from) };
  return {
    ...baseCall(sender, [sender.person], context),
    ...placeFields(message),
    aboutMessageId: String(message.message_id),
  };
}

/** Whatever is answered in a group or channel, everybody there sees. */
function placeFields(message: LocatedMessage): Pick<Call, 'place' | 'isPublic'> {
  const place = placeOfMessage(message);
  return { place, isPublic: place.kind !== 'private' };
}

function baseCall(sender: Sender, present: readonly Person[], context: CallContext) {
  return {
    id: `telegram:${context.updateId}`,
    by: sender.person,
    privatePlace: () => privatePlace(sender, context),
    mayManage: (place: Place) => mayManage(sender, place, context),
    findPlace: (reference: string) => findPlace(reference, context),
    openThread: (place: Place, name: string) => openTopic(context.api, place, name),
    findPerson: (reference: string) => findPerson(reference, context.people, present),
    fetchImage: (upload: Parameters<Call['fetchImage']>[0]) => fetchFile(upload, context),
  };
}

/**
 * A person's private chat bears the person's id (Bot API, "Chat"). Telegram knows it for a bot only once they have
 * written to it, and hidden senders have none.
 */
async function privatePlace({ person, chatId }: Sender, { api }: CallContext): Promise<Place | undefined> {
  if (chatId !== undefined) return undefined;
  try {
    return placeOfChat(await api.getChat(Number(person.id.slice('telegram:'.length))));
  } catch {
    return undefined;
  }
}

/** Hidden senders speak for their own chat alone. A person manages their private chat and what they administer. */
async function mayManage(sender: Sender, place: Place, { api }: CallContext): Promise<boolean> {
  const address = place.destination.startsWith('telegram:')
    ? addressOfDestination(place.destination)
    : undefined;
  if (address === undefined) return false;
  const { chatId } = address;
  if (sender.chatId !== undefined) return sender.chatId === chatId;
  const userId = Number(sender.person.id.slice('telegram:'.length));
  if (userId === chatId) return true;
  try {
    const { status } = await api.getChatMember(chatId, userId);
    return status === 'creator' || status === 'administrator';
  } catch {
    // Telegram does not tell a bot about chats that it is not in: nobody can prove a right there.
    return false;
  }
}

async function findPlace(reference: string, { api }: CallContext): Promise<Place | undefined> {
  const wanted = chatOfReference(reference);
  if (wanted === undefined) return undefined;
  try {
    const chat = await api.getChat(wanted.chat);
    const place = placeOfChat(chat);
    const { topicId } = wanted;
    if (topicId === undefined) return place;
    return topicIn(place, { chatId: chat.id, topicId }, 'a topic');
  } catch {
    return undefined;
  }
}

function mentioned({ entities, caption_entities: captionEntities }: Message): readonly Person[] {
  return [...(entities ?? []), ...(captionEntities ?? [])].flatMap((entity) =>
    entity.type === 'text_mention' ? [personOf(entity.user)] : [],
  );
}

function nameOfChat(chat: Chat): string {
  return chat.type === 'private' ? chat.first_name : (chat.title ?? 'a group');
}
