import { badRequest, forbidden } from './errors.ts';
import type { BotRights, ChatState, SandboxMessage } from './model.ts';
import type { World } from './world.ts';

/** What is going to be sent: Telegram's refusals name it. */
export type ContentKind = 'text messages' | 'photos' | 'documents';

const deletableForMs = 48 * 60 * 60 * 1000;
const generalTopicId = 1;

/**
 * The chat that a request names. Throws Telegram's refusal when the bot cannot reach it: unknown chat, upgraded
 * group, blocked, kicked, never started.
 */
export function reachableChat(world: World, address: number | string): ChatState {
  const chat = world.findChat(address);
  if (chat === undefined) throw unreachable(world, address);
  if (chat.migratedTo !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo });
  }
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  if (!chat.rights.member) throw forbidden(`bot was kicked from the ${chat.kind} chat`);
  return chat;
}

/** A bot that has met a person only in a group may not write to them first. */
function unreachable(world: World, address: number | string): Error {
  const hasMet = world.chats().some((chat) => typeof address === 'number' && chat.members.has(address));
  return hasMet ? forbidden("bot can't initiate conversation with a user") : badRequest('chat not found');
}

/** Throws Telegram's refusal when the bot may not post in the chat. */
export function assertMayPost(chat: ChatState, content: ContentKind): void {
  const { administrator, canPost } = chat.rights;
  if (chat.kind === 'channel') {
    if (!administrator) throw forbidden('bot is not a member of the channel chat');
    if (!canPost) throw badRequest('need administrator rights in the channel chat');
    return;
  }
  if (!canPost) throw badRequest(`not enough rights to send ${content} to the chat`);
}

/** Whether the bot may open topics and write in closed ones; the stand-in gives that right with the one to pin. */
export function mayManageTopics({ administrator, canPin }: BotRights): boolean {
  return administrator && canPin;
}

/** Throws Telegram's refusal when the bot may not pin: groups ask for the pin right, channels for the edit right. */
export function assertMayPin(chat: ChatState): void {
  const { administrator, canEdit, canPin } = chat.rights;
  if (chat.kind === 'private') return;
  const right = chat.kind === 'channel' ? canEdit : canPin;
  if (administrator && right) return;
  throw badRequest('not enough rights to manage pinned messages in the chat');
}

/** Throws Telegram's refusal when the bot may not change the message. */
export function assertMayEdit(chat: ChatState, message: SandboxMessage): void {
  const { administrator, canEdit } = chat.rights;
  const isServed = chat.kind === 'channel' && administrator && canEdit;
  if (message.service !== undefined) throw badRequest("message can't be edited");
  if (!message.fromBot && !isServed) throw badRequest("message can't be edited");
}

/** Whether the bot may delete the message now: younger than 48 hours, its own or with an administrator's right. */
export function mayDelete(chat: ChatState, message: SandboxMessage, now: number): boolean {
  if (now - message.sentAt >= deletableForMs) return false;
  if (chat.kind === 'channel') return chat.rights.canPost;
  return message.fromBot || chat.kind === 'private' || chat.rights.administrator;
}

/**
 * The topic that a post goes to. Outside forums the id is silently ignored, as Telegram does; in a forum the
 * general topic has no id of its own, and an unknown topic is refused, or a closed one to whoever may not manage it.
 */
export function topicOf(chat: ChatState, threadId: number | undefined): number | undefined {
  if (threadId === undefined || !chat.forum) return undefined;
  const topic = chat.topics.get(threadId);
  if (threadId === generalTopicId || topic === undefined) throw badRequest('message thread not found');
  if (topic.closed && !mayManageTopics(chat.rights)) throw badRequest('TOPIC_CLOSED');
  return threadId;
}
