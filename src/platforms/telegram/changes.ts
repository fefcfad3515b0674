import type { ChatMember, ChatMemberUpdated, Message } from 'grammy/types';
import type { DestinationId } from '../../domain/destination.ts';
import { addressOfMessage, destinationOf } from './places.ts';

/** A change of the bot's rights: it may post, or not and why, as a clause for people. */
export interface RightsChange {
  readonly destination: DestinationId;
  readonly change: 'active' | { readonly why: string };
}

/** The bot's rights in a chat after an update about its membership (Bot API, "ChatMemberUpdated"). */
export function rightsOf({ chat, new_chat_member: member }: ChatMemberUpdated): RightsChange {
  const destination = destinationOf({ chatId: chat.id });
  if (chat.type === 'private') {
    return { destination, change: member.status === 'member' ? 'active' : why('this person has blocked me') };
  }
  return { destination, change: chat.type === 'channel' ? channelRights(member) : groupRights(member) };
}

/** The rights in a topic after a service message that closed or opened it; undefined for any other message. */
export function topicRightsOf(message: Message): RightsChange | undefined {
  const { chatId, topicId } = addressOfMessage(message);
  const destination = destinationOf(topicId === undefined ? { chatId } : { chatId, topicId });
  if (message.forum_topic_reopened !== undefined) return { destination, change: 'active' };
  // A closed general topic leaves all others open. If it refuses a post, that is noticed then.
  if (message.forum_topic_closed === undefined || topicId === undefined) return undefined;
  return { destination, change: why('the topic is closed; reopen it') };
}

function channelRights(member: ChatMember): RightsChange['change'] {
  if (member.status !== 'administrator') {
    return why('I am not an administrator of the channel any more');
  }
  return member.can_post_messages === true
    ? 'active'
    : why('I may not post in the channel; give me the right to post messages');
}

function groupRights(member: ChatMember): RightsChange['change'] {
  switch (member.status) {
    case 'creator':
    case 'administrator':
    case 'member':
      return 'active';
    case 'restricted':
      return member.is_member && member.can_send_messages
        ? 'active'
        : why('I may not post in the group; allow me to send messages');
    case 'left':
    case 'kicked':
      return why('I was removed from the group; add me again');
  }
}

function why(clause: string): { readonly why: string } {
  return { why: clause };
}
