import { type Json, messageType } from './protocol.ts';
import type { Attachment, Message, SandboxPerson, World } from './state.ts';
import { isoTime, userJson } from './user-json.ts';

/** Where the stand-in serves a file. */
export function attachmentUrl(world: World, file: Attachment): string {
  return `${world.origin}/attachments/${file.channelId}/${file.id}/${encodeURIComponent(file.filename)}`;
}

/** An attachment object (Discord, Message resource). */
export function attachmentJson(world: World, file: Attachment): Json {
  return {
    id: file.id,
    filename: file.filename,
    content_type: file.contentType,
    size: file.bytes.length,
    url: attachmentUrl(world, file),
    proxy_url: attachmentUrl(world, file),
    ...(file.description !== undefined && { description: file.description }),
  };
}

/** A message object (Discord, Message resource), with the message that it replies to if that still exists. */
export function messageJson(world: World, message: Message): Json {
  const target = message.reference && world.message(message.reference.messageId);
  const answers = message.type === messageType.reply;
  return {
    ...bareMessage(world, message),
    ...(answers && { referenced_message: target ? bareMessage(world, target) : null }),
  };
}

function bareMessage(world: World, message: Message): Json {
  const channel = world.channels.get(message.channelId);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: userJson(world, personOf(world, message.authorId)),
    content: message.content,
    timestamp: isoTime(message.createdAtMs),
    edited_timestamp: message.editedAtMs === undefined ? null : isoTime(message.editedAtMs),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: message.pings.userIds.map((id) => userJson(world, personOf(world, id))),
    mention_roles: message.pings.roleIds,
    attachments: message.attachments.map((file) => attachmentJson(world, file)),
    embeds: message.embeds.map((embed) => servedEmbed(world, embed, message.attachments)),
    components: message.components,
    pinned: message.pinnedAtMs !== undefined,
    flags: message.flags,
    ...(message.reference && {
      message_reference: {
        type: 0,
        message_id: message.reference.messageId,
        channel_id: message.reference.channelId,
        ...(channel?.guildId !== undefined && { guild_id: channel.guildId }),
      },
    }),
    ...(message.interactionId !== undefined && { application_id: world.bot.id, webhook_id: world.bot.id }),
  };
}

function personOf(world: World, id: string): SandboxPerson {
  return world.people.get(id) ?? { id, name: 'unknown' };
}

/** An embed names an uploaded file as `attachment://name`; Discord's answer has the file's address instead. */
function servedEmbed(world: World, embed: Json, files: readonly Attachment[]): Json {
  const text = JSON.stringify(embed, (key, value: unknown) => {
    if (key !== 'url' || typeof value !== 'string' || !value.startsWith('attachment://')) return value;
    const file = files.find((one) => one.filename === value.slice('attachment://'.length));
    return file ? attachmentUrl(world, file) : value;
  });
  return JSON.parse(text) as Json; // Parsed from text that was made of an object just above.
}
