import type { BotRights, ChatKind, ChatState, Member } from './model.ts';
import { toUser, type WireUser } from './people.ts';
import { mayManageTopics } from './rights.ts';
import type { World } from './world.ts';

/** Somebody's status and rights in a chat (Bot API, "ChatMember"). */
export interface WireMember {
  readonly status: 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
  readonly user: WireUser;
  readonly [right: string]: unknown;
}

/** The bot as a member of a chat, with these rights. */
export function botAsMember(world: World, kind: ChatKind, rights: BotRights): WireMember {
  const user = world.bot;
  if (!rights.member) return { status: 'kicked', user, until_date: 0 };
  if (rights.administrator) return administrator(user, kind, rights);
  if (kind === 'channel') return { status: 'left', user };
  if (rights.canPost) return { status: 'member', user };
  return {
    status: 'restricted',
    user,
    is_member: true,
    can_send_messages: false,
    can_send_audios: false,
    can_send_documents: false,
    can_send_photos: false,
    can_send_videos: false,
    can_send_video_notes: false,
    can_send_voice_notes: false,
    can_send_polls: false,
    can_send_other_messages: false,
    can_add_web_page_previews: false,
    can_react_to_messages: false,
    can_change_info: false,
    can_invite_users: false,
    can_edit_tag: false,
    can_pin_messages: false,
    can_manage_topics: false,
    until_date: 0,
  };
}

/** A person as a member of a chat. Administrators who are people have every right. */
export function personAsMember(
  kind: ChatKind,
  { person, administrator: isAdministrator, anonymous = false }: Member,
): WireMember {
  const user = toUser(person);
  if (!isAdministrator) return { status: 'member', user };
  const rights = { member: true, administrator: true, canPost: true, canEdit: true, canPin: true };
  return { ...administrator(user, kind, rights), is_anonymous: anonymous };
}

/** Everyone with administrator rights in the chat, including the bot. */
export function administratorsOf(world: World, chat: ChatState): readonly WireMember[] {
  const people = [...chat.members.values()].filter((it) => it.administrator);
  const bot = chat.rights.administrator ? [botAsMember(world, chat.kind, chat.rights)] : [];
  return [...people.map((it) => personAsMember(chat.kind, it)), ...bot];
}

function administrator(user: WireUser, kind: ChatKind, rights: BotRights): WireMember {
  const own =
    kind === 'channel'
      ? { can_post_messages: rights.canPost, can_edit_messages: rights.canEdit }
      : { can_pin_messages: rights.canPin, can_manage_topics: mayManageTopics(rights) };
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: false,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_send_welcome_messages: false,
    ...own,
  };
}
