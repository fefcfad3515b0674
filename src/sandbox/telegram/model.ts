import type { SandboxPerson, WireUser } from './people.ts';

/** The kinds of chat that the Bot API knows. */
export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel';

/** The kinds of formatting that the stand-in accepts from bots (Bot API, "MessageEntity"). */
export const entityTypes = [
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'date_time',
] as const;

/** Formatting of a stretch of text; `offset` and `length` in UTF-16 units. */
export interface SandboxEntity {
  /** People without a username are mentioned by `text_mention`. */
  readonly type: (typeof entityTypes)[number] | 'text_mention';
  readonly offset: number;
  readonly length: number;
  readonly url?: string | undefined;
  readonly language?: string | undefined;
  readonly unix_time?: number | undefined;
  readonly date_time_format?: string | undefined;
  readonly user?: WireUser | undefined;
}

/** A text and its formatting as they are stored: trimmed, in range, at most 100 entities. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly SandboxEntity[];
}

/** An inline button: it either sends `data` to the bot or opens `url`. */
export type SandboxButton =
  | { readonly text: string; readonly data: string }
  | { readonly text: string; readonly url: string };

/** A stored photo: its bytes as uploaded, and the ids of its two sizes. */
export interface SandboxPhoto {
  readonly fileId: string;
  readonly thumbnailId: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A stored file other than a photo, as people send one "as a file". */
export interface SandboxDocument {
  readonly fileId: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly fileName: string;
}

/** Who sent a message. Posts of a channel and of anonymous administrators show no person. */
export type Sender =
  | { readonly kind: 'bot' | 'channel' | 'anonymous-admin' }
  | { readonly kind: 'person'; readonly person: SandboxPerson };

/** What a service message says. */
export type ServiceNote =
  | { readonly kind: 'pinned'; readonly messageId: number }
  | { readonly kind: 'migrated-to' | 'migrated-from'; readonly chatId: number }
  | { readonly kind: 'topic-created'; readonly name: string }
  | { readonly kind: 'topic-closed' | 'topic-reopened' };

/** How the preview of a text's link is shown (Bot API, "LinkPreviewOptions"). */
interface LinkPreview {
  readonly is_disabled?: boolean | undefined;
  readonly url?: string | undefined;
  readonly prefer_small_media?: boolean | undefined;
  readonly prefer_large_media?: boolean | undefined;
  readonly show_above_text?: boolean | undefined;
}

/** A message as it is now. Immutable: an edit replaces it with another object. */
export interface SandboxMessage {
  readonly id: number;
  readonly chatId: number;
  readonly sender: Sender;
  readonly fromBot: boolean;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly editedAt?: number | undefined;
  /** The text, or the caption when there is a photo or a document. */
  readonly text: string;
  readonly entities: readonly SandboxEntity[];
  readonly photo?: SandboxPhoto | undefined;
  readonly document?: SandboxDocument | undefined;
  readonly mediaGroupId?: string | undefined;
  readonly buttons: readonly (readonly SandboxButton[])[];
  readonly linkPreview?: LinkPreview | undefined;
  readonly replyToId?: number | undefined;
  readonly threadId?: number | undefined;
  /** Who signed a channel's post. */
  readonly signature?: string | undefined;
  readonly silent: boolean;
  readonly protectedContent: boolean;
  readonly pinned: boolean;
  readonly service?: ServiceNote | undefined;
}

/** A new message: what it must have, and anything else that differs from the defaults. */
export type MessageDraft = Pick<SandboxMessage, 'sender'> &
  Partial<Omit<SandboxMessage, 'id' | 'chatId' | 'fromBot' | 'sentAt' | 'pinned' | 'sender'>>;

/** What the bot may do in a chat. In channels only administrators may post and edit. */
export interface BotRights {
  readonly member: boolean;
  readonly administrator: boolean;
  readonly canPost: boolean;
  readonly canEdit: boolean;
  readonly canPin: boolean;
}

/** Somebody in a chat. */
export interface Member {
  readonly person: SandboxPerson;
  readonly administrator: boolean;
  /** An administrator who does not show: what they write is written as the group. */
  readonly anonymous?: boolean;
}

/** A topic of a forum. */
interface Topic {
  readonly name: string;
  readonly closed: boolean;
}

/** Everything about one chat. */
export interface ChatState {
  readonly id: number;
  readonly kind: ChatKind;
  readonly title: string;
  readonly username: string | undefined;
  readonly forum: boolean;
  readonly members: Map<number, Member>;
  readonly topics: Map<number, Topic>;
  /** In the order of sending. */
  readonly messages: Map<number, SandboxMessage>;
  /** Ids of pinned messages, the newest pin last. */
  readonly pins: number[];
  rights: BotRights;
  /** In private chats: whether the person has blocked the bot. */
  blocked: boolean;
  /** The supergroup that this group was upgraded to. */
  migratedTo: number | undefined;
  lastMessageId: number;
}
