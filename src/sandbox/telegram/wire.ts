import type {
  ChatState,
  SandboxButton,
  SandboxDocument,
  SandboxMessage,
  SandboxPhoto,
  ServiceNote,
} from './model.ts';
import { anonymousAdmin, toUser, type WireUser } from './people.ts';
import type { World } from './world.ts';

/** Whole seconds since 1970, as the Bot API gives times. */
export function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

/** A chat as part of messages and updates (Bot API, "Chat"). */
export function toWireChat({ id, kind: type, title, username, forum }: ChatState): object {
  if (type === 'private') return { id, type, first_name: title, username };
  return { id, type, title, username, is_forum: forum ? true : undefined };
}

/** A message as the bot gets it (Bot API, "Message"). Undefined values are left out of the JSON. */
export function toWireMessage(world: World, message: SandboxMessage): object {
  const chat = world.chat(message.chatId);
  const answered = message.replyToId === undefined ? undefined : chat.messages.get(message.replyToId);
  const reply = answered === undefined ? undefined : withoutReply(world, chat, answered);
  return { ...withoutReply(world, chat, message), reply_to_message: reply };
}

function withoutReply(world: World, chat: ChatState, message: SandboxMessage): object {
  return {
    message_id: message.id,
    date: toSeconds(message.sentAt),
    edit_date: message.editedAt === undefined ? undefined : toSeconds(message.editedAt),
    chat: toWireChat(chat),
    from: senderOf(world, chat, message),
    sender_chat: speaksAsChat(chat, message) ? toWireChat(chat) : undefined,
    message_thread_id: message.threadId,
    is_topic_message: message.threadId === undefined ? undefined : true,
    author_signature: message.signature,
    media_group_id: message.mediaGroupId,
    has_protected_content: message.protectedContent ? true : undefined,
    reply_markup: toWireKeyboard(message.buttons),
    ...contentOf(message),
    ...(message.service === undefined ? {} : serviceOf(message.service, world, chat)),
  };
}

/** In a channel, even the bot's own posts show the channel as their sender. */
function speaksAsChat(chat: ChatState, message: SandboxMessage): boolean {
  return chat.kind === 'channel' || message.sender.kind === 'anonymous-admin';
}

function senderOf(world: World, chat: ChatState, { sender }: SandboxMessage): WireUser | undefined {
  if (chat.kind === 'channel') return undefined;
  switch (sender.kind) {
    case 'bot':
      return world.bot;
    case 'person':
      return toUser(sender.person);
    case 'anonymous-admin':
      return anonymousAdmin;
    case 'channel':
      return undefined;
  }
}

function contentOf(message: SandboxMessage): object {
  if (message.service !== undefined) return {};
  const { photo, document } = message;
  const entities = message.entities.length === 0 ? undefined : message.entities;
  if (photo === undefined && document === undefined) {
    return { text: message.text, entities, link_preview_options: message.linkPreview };
  }
  const caption = message.text === '' ? undefined : message.text;
  const captioned = { caption, caption_entities: entities };
  return photo === undefined
    ? { document: document && toWireDocument(document), ...captioned }
    : { photo: toWirePhoto(photo), ...captioned };
}

/** Two sizes, the small one first, as Telegram orders them. */
function toWirePhoto(photo: SandboxPhoto): readonly object[] {
  return [
    { file_id: photo.thumbnailId, file_unique_id: photo.thumbnailId.slice(-8), width: 1, height: 1 },
    {
      file_id: photo.fileId,
      file_unique_id: photo.fileId.slice(-8),
      width: photo.width,
      height: photo.height,
      file_size: photo.bytes.length,
    },
  ];
}

function toWireDocument({ fileId, bytes, mimeType, fileName }: SandboxDocument): object {
  return {
    file_id: fileId,
    file_unique_id: fileId.slice(-8),
    file_name: fileName,
    mime_type: mimeType,
    file_size: bytes.length,
  };
}

function toWireKeyboard(buttons: readonly (readonly SandboxButton[])[]): object | undefined {
  if (buttons.length === 0) return undefined;
  return { inline_keyboard: buttons.map((row) => row.map(toWireButton)) };
}

function toWireButton(button: SandboxButton): object {
  if ('url' in button) return { text: button.text, url: button.url };
  return { text: button.text, callback_data: button.data };
}

function serviceOf(note: ServiceNote, world: World, chat: ChatState): object {
  switch (note.kind) {
    case 'pinned': {
      const pinned = chat.messages.get(note.messageId);
      return { pinned_message: pinned === undefined ? undefined : withoutReply(world, chat, pinned) };
    }
    case 'migrated-to':
      return { migrate_to_chat_id: note.chatId };
    case 'migrated-from':
      return { migrate_from_chat_id: note.chatId };
    case 'topic-created':
      return { forum_topic_created: { name: note.name, icon_color: 7_322_096 } };
    case 'topic-closed':
      return { forum_topic_closed: {} };
    case 'topic-reopened':
      return { forum_topic_reopened: {} };
  }
}
