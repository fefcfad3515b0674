import type { Changes } from './changes.ts';
import { refusal } from './errors.ts';
import { attachFiles, type UploadedFile } from './files.ts';
import { channelJson } from './guild-json.ts';
import type { MessageBody } from './message-body.ts';
import { messageJson } from './message-json.ts';
import { type PingDefaults, pingsOf } from './pings.ts';
import { intent, type Json, messageFlag, messageType } from './protocol.ts';
import type { Attachment, Channel, Message, World } from './state.ts';
import { memberJson } from './user-json.ts';

/** A message to write: its parsed body, its files, its author and its type. */
export interface Draft {
  readonly channel: Channel;
  readonly authorId: string;
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  readonly type: number;
  readonly flags: number;
  readonly pingDefaults: PingDefaults;
  readonly reference?: Message['reference'];
  readonly interactionId?: string;
}

/** New content of a message. What the body leaves out stays as it is. */
export interface Revision {
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  readonly flags: number;
  readonly pingDefaults: PingDefaults;
}

/** Writes, changes and removes messages, and tells the bot. */
export class MessageStore {
  readonly #world: World;
  readonly #changes: Changes;

  constructor(world: World, changes: Changes) {
    this.#world = world;
    this.#changes = changes;
  }

  /** Writes a message. Throws 50006 when there is nothing to show. */
  create(draft: Draft): Message {
    const message = newMessage(this.#world, draft);
    requireContent(message);
    this.#reopenThread(draft.channel);
    this.#keep(message);
    return message;
  }

  /** Changes a message. Throws 50006 when there would be nothing left to show. */
  revise(message: Message, revision: Revision): void {
    const { body, files, pingDefaults } = revision;
    const channelId = message.channelId;
    const next = {
      content: body.content === undefined ? message.content : (body.content ?? ''),
      embeds: body.embeds === undefined ? message.embeds : richEmbeds(body),
      components: body.components === undefined ? message.components : (body.components ?? []),
      attachments: attachFiles(this.#world, { body, files, channelId, kept: message.attachments }),
      flags: revision.flags,
    };
    requireContent(next);
    const pings = pingsOf(next.content, body.allowed_mentions ?? undefined, pingDefaults);
    Object.assign(message, next, { pings, editedAtMs: this.#world.now() });
    this.#tellContent('MESSAGE_UPDATE', message);
  }

  /** Deletes a message. */
  remove(message: Message): void {
    const channel = this.#world.channel(message.channelId);
    channel.messages.delete(message.id);
    const wasHidden = this.#world.ephemerals.delete(message.id);
    if (!wasHidden) this.#tell(channel, 'MESSAGE_DELETE', { id: message.id, channel_id: channel.id });
    this.#changes.notify();
  }

  /** Pins a message and posts the notice “pinned a message”. */
  pin(message: Message): void {
    const channel = this.#world.channel(message.channelId);
    message.pinnedAtMs = this.#world.now();
    this.#tell(channel, 'CHANNEL_PINS_UPDATE', { channel_id: channel.id });
    this.#keep({
      id: this.#world.newId(),
      channelId: channel.id,
      authorId: this.#world.bot.id,
      type: messageType.pinNotice,
      createdAtMs: this.#world.now(),
      reference: { channelId: channel.id, messageId: message.id },
      content: '',
      flags: 0,
      embeds: [],
      components: [],
      attachments: [],
      pings: { everyone: false, userIds: [], roleIds: [] },
    });
  }

  /** Unpins a message. */
  unpin(message: Message): void {
    delete message.pinnedAtMs;
    this.#tell(this.#world.channel(message.channelId), 'CHANNEL_PINS_UPDATE', {
      channel_id: message.channelId,
    });
    this.#changes.notify();
  }

  /** Marks a message of an announcement channel as published. */
  publish(message: Message): void {
    message.flags |= messageFlag.crossposted;
    this.#tellContent('MESSAGE_UPDATE', message);
  }

  #keep(message: Message): void {
    const world = this.#world;
    const home = isEphemeral(message) ? world.ephemerals : world.channel(message.channelId).messages;
    home.set(message.id, message);
    this.#tellContent('MESSAGE_CREATE', message);
  }

  /** A message in an archived thread opens the thread again (Discord, Threads). */
  #reopenThread(channel: Channel): void {
    if (!channel.archived) return;
    channel.archived = false;
    this.#tell(channel, 'THREAD_UPDATE', channelJson(this.#world, channel));
  }

  #tellContent(name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
    if (!isEphemeral(message)) {
      const { user: _user, ...member } = memberJson(this.#world, { id: message.authorId, name: '' });
      const nonce = name === 'MESSAGE_CREATE' && message.nonce !== undefined && { nonce: message.nonce };
      const data = { ...messageJson(this.#world, message), member, ...nonce };
      this.#tell(this.#world.channel(message.channelId), name, data);
    }
    this.#changes.notify();
  }

  #tell({ guildId }: Channel, name: string, data: Json): void {
    const ofMessages = guildId === undefined ? intent.directMessages : intent.guildMessages;
    const intents = name.startsWith('MESSAGE_') ? ofMessages : intent.guilds;
    if (guildId === undefined) this.#world.emit({ name, data, intents });
    else this.#world.emit({ name, data: { ...data, guild_id: guildId }, guildId, intents });
  }
}

function newMessage(world: World, draft: Draft): Message {
  const { body, files, channel } = draft;
  const content = body.content ?? '';
  return {
    id: world.newId(),
    channelId: channel.id,
    authorId: draft.authorId,
    type: draft.type,
    createdAtMs: world.now(),
    ...(body.nonce !== undefined && body.nonce !== null && { nonce: body.nonce }),
    ...(draft.reference && { reference: draft.reference }),
    ...(draft.interactionId !== undefined && { interactionId: draft.interactionId }),
    content,
    flags: draft.flags,
    embeds: richEmbeds(body),
    components: body.components ?? [],
    attachments: attachFiles(world, { body, files, channelId: channel.id, kept: [] }),
    pings: pingsOf(content, body.allowed_mentions ?? undefined, draft.pingDefaults),
  };
}

function richEmbeds(body: MessageBody): readonly Json[] {
  return (body.embeds ?? []).map((embed) => ({ ...embed, type: 'rich' }));
}

/** Whether only one person sees a message. */
export function isEphemeral(message: Message): boolean {
  return (message.flags & messageFlag.ephemeral) !== 0;
}

interface Content {
  readonly content: string;
  readonly flags: number;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  readonly attachments: readonly Attachment[];
}

/**
 * Throws 50006 for a message with nothing but spaces to show. A deferred answer may be empty: it is filled in later.
 */
function requireContent(message: Content): void {
  const { content, embeds, components, attachments, flags } = message;
  const isLoading = (flags & messageFlag.loading) !== 0;
  const isEmpty = content.trim() === '' && embeds.length + components.length + attachments.length === 0;
  if (isEmpty && !isLoading) throw refusal('emptyMessage');
}
