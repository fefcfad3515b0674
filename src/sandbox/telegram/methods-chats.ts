import { z } from 'zod';
import { badRequest } from './errors.ts';
import { chatAddress, flag, integer } from './fields.ts';
import { administratorsOf, botAsMember, personAsMember } from './members.ts';
import { type MethodTable, method } from './method.ts';
import type { ChatState, SandboxMessage } from './model.ts';
import { toUser } from './people.ts';
import { assertMayPin, mayManageTopics, reachableChat } from './rights.ts';
import { toWireChat, toWireMessage } from './wire.ts';
import type { World } from './world.ts';

const maxTopicName = 128;

/** createForumTopic, getChat, getChatMember, getChatAdministrators, pinChatMessage, unpinChatMessage. */
export function createChatMethods(world: World): MethodTable {
  return {
    getChat: method({ chat_id: chatAddress }, (asked) =>
      fullChat(world, reachableChat(world, asked.chat_id)),
    ),
    getChatMember: method({ chat_id: chatAddress, user_id: integer }, (asked) =>
      memberOf(world, reachableChat(world, asked.chat_id), asked.user_id),
    ),
    getChatAdministrators: method({ chat_id: chatAddress }, (asked) => {
      const chat = reachableChat(world, asked.chat_id);
      if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat');
      return administratorsOf(world, chat);
    }),
    createForumTopic: method({ chat_id: chatAddress, name: z.string() }, (asked) =>
      openTopic(world, reachableChat(world, asked.chat_id), asked.name),
    ),
    pinChatMessage: method(
      { chat_id: chatAddress, message_id: integer, disable_notification: flag.optional() },
      (asked) => {
        const chat = reachableChat(world, asked.chat_id);
        assertMayPin(chat);
        const message = chat.messages.get(asked.message_id);
        if (message === undefined) throw badRequest('message to pin not found');
        pin(world, chat, { message, silent: asked.disable_notification ?? false });
        return true;
      },
    ),
    unpinChatMessage: method({ chat_id: chatAddress, message_id: integer.optional() }, (asked) => {
      const chat = reachableChat(world, asked.chat_id);
      assertMayPin(chat);
      unpin(world, chat, asked.message_id);
      return true;
    }),
  };
}

/** Telegram asks for the administrator right to manage topics. */
function openTopic(world: World, chat: ChatState, name: string): object {
  if (!chat.forum) throw badRequest('the chat is not a forum');
  if (!mayManageTopics(chat.rights)) throw badRequest('not enough rights to create a topic');
  if (name.length < 1 || name.length > maxTopicName) throw badRequest('TOPIC_TITLE_INVALID');
  const threadId = chat.lastMessageId + 1;
  chat.topics.set(threadId, { name, closed: false });
  world.addMessage(chat, { sender: { kind: 'bot' }, service: { kind: 'topic-created', name }, threadId });
  return { message_thread_id: threadId, name, icon_color: 7_322_096 };
}

/** The fields of Bot API, "ChatFullInfo", that this kind of bot reads. */
function fullChat(world: World, chat: ChatState): object {
  const pinnedId = chat.pins.at(-1);
  const pinned = pinnedId === undefined ? undefined : chat.messages.get(pinnedId);
  return {
    ...toWireChat(chat),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {},
    pinned_message: pinned === undefined ? undefined : toWireMessage(world, pinned),
  };
}

function memberOf(world: World, chat: ChatState, userId: number): object {
  if (userId === world.bot.id) return botAsMember(world, chat.kind, chat.rights);
  const member = chat.members.get(userId);
  if (member !== undefined) return personAsMember(chat.kind, member);
  const person = world.people.find(userId);
  if (person === undefined) throw badRequest('user not found');
  return { status: 'left', user: toUser(person) };
}

interface Pinning {
  readonly message: SandboxMessage;
  readonly silent: boolean;
}

/** Pins a message. In a group that makes a service message. Pinning a pinned message again changes nothing. */
function pin(world: World, chat: ChatState, { message, silent }: Pinning): void {
  if (message.pinned) return;
  chat.pins.push(message.id);
  world.changeMessage(message, { pinned: true });
  if (chat.kind !== 'group' && chat.kind !== 'supergroup') return;
  world.addMessage(chat, {
    sender: { kind: 'bot' },
    service: { kind: 'pinned', messageId: message.id },
    silent,
  });
}

/** Unpins a message; without an id, the one pinned last. */
function unpin(world: World, chat: ChatState, messageId: number | undefined): void {
  const id = messageId ?? chat.pins.at(-1);
  const message = id === undefined ? undefined : chat.messages.get(id);
  if (message === undefined || !message.pinned) throw badRequest('message to unpin not found');
  chat.pins.splice(chat.pins.indexOf(message.id), 1);
  world.changeMessage(message, { pinned: false });
}
