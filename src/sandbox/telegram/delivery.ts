import { botAsMember } from './members.ts';
import type { BotRights, ChatState, SandboxMessage } from './model.ts';
import { type SandboxPerson, toUser } from './people.ts';
import type { Updates } from './updates.ts';
import { toSeconds, toWireChat, toWireMessage } from './wire.ts';
import type { World } from './world.ts';

/** A change of what the bot may do in a chat. */
interface RightsChange {
  readonly by: SandboxPerson;
  readonly before: BotRights;
  readonly after: BotRights;
}

/** Tells the bot what happens, as far as Telegram would tell it. */
export interface BotDelivery {
  /**
   * A message from somebody else. The bot does not get it where it is not a member, or where privacy mode hides it.
   */
  message(chat: ChatState, message: SandboxMessage): void;
  rights(chat: ChatState, change: RightsChange): void;
}

/** With `privacyMode`, the bot gets only commands, replies to itself and service messages in groups. */
export function createBotDelivery(world: World, updates: Updates, privacyMode: boolean): BotDelivery {
  return {
    message(chat, message) {
      const { rights, kind } = chat;
      if (!rights.member || chat.blocked) return;
      if (kind === 'channel') {
        if (rights.administrator) updates.push('channel_post', toWireMessage(world, message));
        return;
      }
      const isKept = privacyMode && kind !== 'private' && !rights.administrator && isPrivate(world, message);
      if (!isKept) updates.push('message', toWireMessage(world, message));
    },
    rights(chat, { by, before, after }) {
      updates.push('my_chat_member', {
        chat: toWireChat(chat),
        from: toUser(by),
        date: toSeconds(world.now()),
        old_chat_member: botAsMember(world, chat.kind, before),
        new_chat_member: botAsMember(world, chat.kind, after),
      });
    },
  };
}

/** Whether privacy mode hides a group message (https://core.telegram.org/bots/features#privacy-mode). */
function isPrivate(world: World, message: SandboxMessage): boolean {
  if (message.service !== undefined) return false;
  const answered = world.chat(message.chatId).messages.get(message.replyToId ?? 0);
  if (answered?.fromBot === true) return false;
  return !isCommandFor(world.bot.username, message.text);
}

function isCommandFor(username: string, text: string): boolean {
  const command = /^\/\w+(?:@(\w+))?/.exec(text);
  if (command === null) return false;
  const [, addressee] = command;
  return addressee === undefined || addressee.toLowerCase() === username.toLowerCase();
}
