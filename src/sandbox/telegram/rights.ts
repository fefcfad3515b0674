import { badRequest, forbidden } from './errors.ts';
import type { BotRights, ChatState, SandboxMessage } from './model.ts';
import type { World } from './world.ts';

/** What is to be sent, in the words of Telegram's refusals. */
export type ContentKind = 'text messages' | 'photos' | 'documents';

const deletableForMs = 48 * 60 * 60 * 1000;
const generalTopicId = 1;

/**
 * The chat that a request names. Throws Telegram's refusal when the bot cannot reach it: unknown, upgraded, blocked,
 * kicked, or never started.
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

/** The refusal for an unknown chat, or for a person whom the bot knows only from a group: it may not write first. */
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

/** Whether the bot may open topics and write in closed ones. The stand-in takes the right to pin for it. */
export function mayManageTopics({ administrator, canPin }: BotRights): boolean {
  return administrator && canPin;
}

/**
 * Throws Telegram's refusal when the bot may not pin. Groups require the right to pin, channels the right to edit.
 */
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

/**
 * Whether the bot may delete the message now: it is younger than 48 hours, and its own or the bot has the right to.
 */
export function mayDelete(chat: ChatState, message: SandboxMessage, now: number): boolean {
  if (now - message.sentAt >= deletableForMs) return false;
  if (chat.kind === 'channel') return chat.rights.canPost;
  return message.fromBot || chat.kind === 'private' || chat.rights.administrator;
}

/**
 * The topic that a post goes to. Outside forums the id is ignored, as by Telegram. In a forum, the general topic has
 * no id. Throws for an unknown topic, and for a closed one unless the bot manages topics.
 */
export function topicOf(chat: ChatState, threadId: number | undefined): number | undefined {
  if (threadId === undefined || !chat.forum) return undefined;
  const topic = chat.topics.get(threadId);
  if (threadId === generalTopicId || topic === undefined) throw badRequest('message thread not found');
  if (topic.closed && !mayManageTopics(chat.rights)) throw badRequest('TOPIC_CLOSED');
  return threadId;
}
