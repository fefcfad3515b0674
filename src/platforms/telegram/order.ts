import type { Context } from 'grammy';
import { topicRightsOf } from './changes.ts';

/**
 * The keys of an update: updates that share a key are handled one after the other, as they came. What one person does
 * in one chat shares a key, and so do changes of the bot's rights in one chat. A group's new address belongs to both.
 */
export function orderOf({ chat, msg, myChatMember, callbackQuery, from }: OrderedUpdate): string[] {
  if (chat === undefined) return [];
  if (msg?.migrate_to_chat_id !== undefined) return [chat.id, msg.migrate_to_chat_id].map(rightsKey);
  const isOfRights = myChatMember !== undefined || (msg !== undefined && topicRightsOf(msg) !== undefined);
  if (isOfRights) return [rightsKey(chat.id)];
  const writerId = callbackQuery?.from.id ?? msg?.sender_chat?.id ?? from?.id;
  return [`${chat.id}:${writerId}`];
}

/** The parts of an update that matter for this. */
type OrderedUpdate = Pick<Context, 'chat' | 'msg' | 'myChatMember' | 'callbackQuery' | 'from'>;

function rightsKey(chatId: number): string {
  return `${chatId}:rights`;
}
