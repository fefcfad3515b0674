import type { CallbackQuery, Chat, Message } from 'grammy/types';
import type { Person } from '../../domain/person.ts';
import type { Call, Place } from '../../newsroom/command/call.ts';
import { mayBeCut } from './cut.ts';
import { isRefusal } from './errors.ts';
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

/** What a call needs besides its update. */
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

/** A message in the newsroom's terms. */
export function callOfMessage(message: Message, sender: Sender, context: CallContext): Call {
  const about = message.reply_to_message;
  // Posts in a channel have no author. Whether one is the bot's is known from the newsroom's records.
  const isAbout = about !== undefined && (about.from === undefined || about.from.id === context.botId);
  return {
    ...baseCall(sender, [sender.person, ...mentioned(message)], context),
    ...placeFields(message),
    ...(isAbout && { aboutMessageId: String(about.message_id) }),
    ...(mayBeCut(message) && { mayBeCut: true }),
  };
}

/** A press of a button under `message`, in the newsroom's terms. Telegram names the person even if they hide. */
export function callOfPress(query: CallbackQuery, message: LocatedMessage, context: CallContext): Call {
  const sender = { person: personOf(query.from) };
  return {
    ...baseCall(sender, [sender.person], context),
    ...placeFields(message),
    aboutMessageId: String(message.message_id),
  };
}

/** In a group or channel, everybody sees the answer. */
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
 * A person's private chat has the person's id (Bot API, "Chat"). Telegram knows it for a bot only once the person has
 * written to it, and hidden senders have none. If Telegram does not answer, undefined too: the author is then
 * answered in place.
 */
async function privatePlace({ person, chatId }: Sender, { api }: CallContext): Promise<Place | undefined> {
  if (chatId !== undefined) return undefined;
  try {
    return placeOfChat(await api.getChat(Number(person.id.slice('telegram:'.length))));
  } catch {
    return undefined;
  }
}

/**
 * Hidden senders may manage only their own chat. People may manage their private chat and what they administer;
 * nobody can prove a right in a chat without the bot. Throws when Telegram does not answer.
 */
async function mayManage(sender: Sender, place: Place, { api }: CallContext): Promise<boolean> {
  const address = place.destination.startsWith('telegram:')
    ? addressOfDestination(place.destination)
    : undefined;
  if (address === undefined) return false;
  const { chatId } = address;
  if (sender.chatId !== undefined) return sender.chatId === chatId;
  const userId = Number(sender.person.id.slice('telegram:'.length));
  if (userId === chatId) return true;
  const member = await unlessRefused(api.getChatMember(chatId, userId));
  return member?.status === 'creator' || member?.status === 'administrator';
}

async function findPlace(reference: string, { api }: CallContext): Promise<Place | undefined> {
  const wanted = chatOfReference(reference);
  if (wanted === undefined) return undefined;
  const chat = await unlessRefused(api.getChat(wanted.chat));
  if (chat === undefined) return undefined;
  const place = placeOfChat(chat);
  const { topicId } = wanted;
  return topicId === undefined ? place : topicIn(place, { chatId: chat.id, topicId }, 'a topic');
}

/**
 * Telegram's answer; undefined when it refuses, as for chats without the bot. Throws when Telegram does not answer:
 * nobody should read that they lack a right because of that.
 */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isRefusal(error) && (error.error_code === 400 || error.error_code === 403)) return undefined;
    throw error;
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
