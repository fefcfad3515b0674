import { channelType, type Json } from './protocol.ts';

/** Someone who uses Discord, or the bot itself. */
export interface SandboxPerson {
  readonly id: string;
  readonly name: string;
}

/** A server. `removed` means that the bot was thrown out, `unavailable` that Discord has an outage there. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  state: 'present' | 'unavailable' | 'removed';
  /** What @everyone may do in every channel. */
  everyone: Rights;
  /** The id of the role that has every right. Whether the bot has that role may change. */
  readonly fullRoleId: string;
  botHasFullRole: boolean;
}

/** What the bot may do in a channel. A thread has the rights of its parent. */
export interface Rights {
  readonly canView: boolean;
  readonly canSend: boolean;
  readonly canPin: boolean;
}

/** A channel, thread or direct conversation with its messages, oldest first. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly guildId?: string;
  readonly parentId?: string;
  readonly recipientId?: string;
  rights: Rights;
  archived: boolean;
  locked: boolean;
  readonly messages: Map<string, Message>;
}

/** A file of a message or of a command option; its bytes are kept and served. */
export interface Attachment {
  readonly id: string;
  readonly channelId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly description?: string;
  readonly bytes: Uint8Array;
}

/** Whom a message rings for. */
export interface Pings {
  readonly everyone: boolean;
  readonly userIds: readonly string[];
  readonly roleIds: readonly string[];
}

/** A message as the stand-in keeps it. */
export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: number;
  readonly createdAtMs: number;
  readonly nonce?: string | number;
  readonly reference?: { readonly channelId: string; readonly messageId: string };
  /** The use of a command that this message answers. */
  readonly interactionId?: string;
  content: string;
  flags: number;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly Attachment[];
  pings: Pings;
  editedAtMs?: number;
  pinnedAtMs?: number;
}

/** An event for the bot. `guildId` decides the shard; the bot must have asked for one of `intents`. */
export interface GatewayEvent {
  readonly name: string;
  readonly data: Json;
  readonly guildId?: string;
  readonly intents: number;
}

/** Everything in the stand-in, and how to look it up. */
export interface World {
  readonly bot: SandboxPerson;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly people: Map<string, SandboxPerson>;
  /** Answers that only one person sees, by id. */
  readonly ephemerals: Map<string, Message>;
  /** Where files are served: `http://127.0.0.1:PORT`. */
  origin: string;
  newId(): string;
  now(): number;
  emit(event: GatewayEvent): void;
  /** The channel if the bot may see it. Throws {@link ApiError} 10003 or 50001. */
  visibleChannel(id: string): Channel;
  /** The channel by its id. Throws a plain error: this is for tests and the demo, not for the bot. */
  channel(id: string): Channel;
  /** A message by its id, ephemeral or not; undefined when it is gone. */
  message(id: string): Message | undefined;
  rightsOf(channel: Channel): Rights;
  /**
   * Whether the bot may write in locked threads and open them. It needs Manage Threads, which only the full role
   * gives.
   */
  mayUseLocked(channel: Channel): boolean;
}

/** Whether a channel is a thread. */
export function isThread(channel: Channel): boolean {
  return channel.type === channelType.thread || channel.type === channelType.announcementThread;
}
