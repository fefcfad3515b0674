import type { Context } from 'grammy';
import { topicRightsOf } from './changes.ts';

/**
 * What an update waits for: updates with a key in common are handled one after the other, as they came. Whatever one
 * person does in one chat is, and so are changes of what the bot may do in one; a group's new address belongs to both.
 */
export function orderOf({ chat, msg, myChatMember, callbackQuery, from }: OrderedUpdate): string[] {
  if (chat === undefined) return [];
  if (msg?.migrate_to_chat_id !== undefined) return [chat.id, msg.migrate_to_chat_id].map(rightsKey);
  const isOfRights = myChatMember !== undefined || (msg !== undefined && topicRightsOf(msg) !== undefined);
  if (isOfRights) return [rightsKey(chat.id)];
  const writerId = callbackQuery?.from.id ?? msg?.sender_chat?.id ?? from?.id;
  return [`${chat.id}:${writerId}`];
}

/** What of an update is looked at. */
type OrderedUpdate = Pick<Context, 'chat' | 'msg' | 'myChatMember' | 'callbackQuery' | 'from'>;

function rightsKey(chatId: number): string {
  return `${chatId}:rights`;
}
