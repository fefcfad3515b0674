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

/** A message to write: its parsed body with the files, and who writes it as what. */
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

/** New content of a message: members that the body leaves out stay. */
export interface Revision {
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  readonly flags: number;
  readonly pingDefaults: PingDefaults;
}

/** Writes, changes and removes messages, and tells the bot. */
export interface MessageStore {
  create(draft: Draft): Message;
  revise(message: Message, revision: Revision): void;
  remove(message: Message): void;
  pin(message: Message): void;
  unpin(message: Message): void;
  /** Marks a message of an announcement channel as published. */
  publish(message: Message): void;
}

/** Makes the {@link MessageStore} of a world. */
export function createMessageStore(world: World, changes: Changes): MessageStore {
  function tell(name: string, channel: Channel, data: Json): void {
    const guildId = channel.guildId;
    const intents = guildId === undefined ? intent.directMessages : intent.guildMessages;
    const place = guildId !== undefined && { guild_id: guildId };
    world.emit({ name, data: { ...data, ...place }, ...(guildId !== undefined && { guildId }), intents });
  }

  function tellContent(name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
    if (isEphemeral(message)) return;
    const { user: _user, ...member } = memberJson(world, { id: message.authorId, name: '' });
    const nonce = name === 'MESSAGE_CREATE' && message.nonce !== undefined && { nonce: message.nonce };
    tell(name, world.channel(message.channelId), { ...messageJson(world, message), member, ...nonce });
  }

  function keep(message: Message): void {
    const home = isEphemeral(message) ? world.ephemerals : world.channel(message.channelId).messages;
    home.set(message.id, message);
    tellContent('MESSAGE_CREATE', message);
    changes.notify();
  }

  function create(draft: Draft): Message {
    const message = newMessage(world, draft);
    requireContent(message);
    reopenThread(draft.channel);
    keep(message);
    return message;
  }

  /** Writing into an archived thread brings it back (Discord, Threads). */
  function reopenThread(channel: Channel): void {
    if (!channel.archived) return;
    channel.archived = false;
    const guildId = channel.guildId;
    const data = channelJson(world, channel);
    world.emit({
      name: 'THREAD_UPDATE',
      data,
      ...(guildId !== undefined && { guildId }),
      intents: intent.guilds,
    });
  }

  function revise(message: Message, revision: Revision): void {
    const { body, files, pingDefaults } = revision;
    const channelId = message.channelId;
    const next = {
      content: body.content === undefined ? message.content : (body.content ?? ''),
      embeds: body.embeds === undefined ? message.embeds : richEmbeds(body),
      components: body.components === undefined ? message.components : (body.components ?? []),
      attachments: attachFiles(world, { body, files, channelId, kept: message.attachments }),
      flags: revision.flags,
    };
    requireContent(next);
    const pings = pingsOf(next.content, body.allowed_mentions ?? undefined, pingDefaults);
    Object.assign(message, next, { pings, editedAtMs: world.now() });
    tellContent('MESSAGE_UPDATE', message);
    changes.notify();
  }

  function remove(message: Message): void {
    const channel = world.channel(message.channelId);
    channel.messages.delete(message.id);
    if (!world.ephemerals.delete(message.id))
      tell('MESSAGE_DELETE', channel, { id: message.id, channel_id: channel.id });
    changes.notify();
  }

  function tellPins(channel: Channel): void {
    const guildId = channel.guildId;
    const data = { channel_id: channel.id, ...(guildId !== undefined && { guild_id: guildId }) };
    world.emit({
      name: 'CHANNEL_PINS_UPDATE',
      data,
      ...(guildId !== undefined && { guildId }),
      intents: intent.guilds,
    });
    changes.notify();
  }

  function pin(message: Message): void {
    const channel = world.channel(message.channelId);
    message.pinnedAtMs = world.now();
    tellPins(channel);
    const reference = { channelId: channel.id, messageId: message.id };
    const about = { content: '', flags: 0, embeds: [], components: [], attachments: [] };
    const notice = {
      id: world.newId(),
      channelId: channel.id,
      authorId: world.bot.id,
      type: messageType.pinNotice,
    };
    const pings = { everyone: false, userIds: [], roleIds: [] };
    keep({ ...notice, ...about, pings, createdAtMs: world.now(), reference });
  }

  function unpin(message: Message): void {
    delete message.pinnedAtMs;
    tellPins(world.channel(message.channelId));
  }

  function publish(message: Message): void {
    message.flags |= messageFlag.crossposted;
    tellContent('MESSAGE_UPDATE', message);
    changes.notify();
  }

  return { create, revise, remove, pin, unpin, publish };
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

/** Discord refuses messages with nothing to show; spaces alone are nothing. A deferred answer is still to be filled. */
function requireContent(message: Content): void {
  const { content, embeds, components, attachments, flags } = message;
  const isLoading = (flags & messageFlag.loading) !== 0;
  const isEmpty = content.trim() === '' && embeds.length + components.length + attachments.length === 0;
  if (isEmpty && !isLoading) throw refusal('emptyMessage');
}
