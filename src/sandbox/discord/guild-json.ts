import { channelType, type Json, permission } from './protocol.ts';
import { type Channel, type Guild, isThread, type Rights, type World } from './state.ts';
import { isoTime, memberJson, userJson } from './user-json.ts';

const everyonePermissions =
  permission.viewChannel |
  permission.sendMessages |
  permission.sendMessagesInThreads |
  permission.embedLinks |
  permission.attachFiles |
  permission.readMessageHistory |
  permission.addReactions |
  permission.useApplicationCommands |
  permission.pinMessages;

const fullPermissions = everyonePermissions | permission.manageThreads;

/**
 * The permissions that the bot lacks. Without Send Messages it can send no embeds or files either (Discord,
 * Permissions).
 */
function deniedBits(rights: Rights): bigint {
  let bits = 0n;
  if (!rights.canView) bits |= permission.viewChannel;
  if (!rights.canSend) bits |= permission.sendMessages | permission.sendMessagesInThreads;
  if (!rights.canPin) bits |= permission.pinMessages;
  return bits;
}

/** The bot's permissions in a channel as a decimal bitset. */
export function botPermissions(world: World, channel: Channel): string {
  const granted = world.mayUseLocked(channel) ? fullPermissions : everyonePermissions;
  return (granted & ~deniedBits(world.rightsOf(channel))).toString();
}

/** A person's permissions in a channel as a decimal bitset. */
export function personPermissions(canManageChannels: boolean): string {
  return (everyonePermissions | (canManageChannels ? permission.manageChannels : 0n)).toString();
}

/** A channel object (Discord, Channel resource). */
export function channelJson(world: World, channel: Channel): Json {
  const recipient = channel.recipientId === undefined ? undefined : world.people.get(channel.recipientId);
  const common = {
    id: channel.id,
    type: channel.type,
    last_message_id: [...channel.messages.keys()].at(-1) ?? null,
  };
  if (recipient) return { ...common, recipients: [userJson(world, recipient)] };
  const inGuild = {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
  };
  return isThread(channel)
    ? { ...inGuild, ...threadPart(world, channel) }
    : { ...inGuild, ...guildPart(world, channel) };
}

function guildPart(world: World, channel: Channel): Json {
  const deny = deniedBits(channel.rights);
  return {
    position: 0,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites:
      deny === 0n ? [] : [{ id: world.bot.id, type: 1, allow: '0', deny: deny.toString() }],
    ...(channel.type === channelType.forum && { available_tags: [] }),
  };
}

function threadPart(world: World, channel: Channel): Json {
  return {
    owner_id: world.bot.id,
    message_count: channel.messages.size,
    member_count: 1,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: 1440,
      archive_timestamp: isoTime(world.now()),
    },
  };
}

/** A guild object as GUILD_CREATE carries it (Discord, Gateway Events). */
export function guildJson(world: World, guild: Guild): Json {
  const channels = [...world.channels.values()].filter((channel) => channel.guildId === guild.id);
  return {
    ...bareGuild(guild),
    joined_at: isoTime(0),
    large: false,
    unavailable: false,
    member_count: world.people.size,
    members: [botMemberJson(world, guild)],
    channels: channels.filter((channel) => !isThread(channel)).map((channel) => channelJson(world, channel)),
    threads: channels
      .filter((channel) => isThread(channel) && !channel.archived)
      .map((channel) => channelJson(world, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The bot as a member of a server. */
export function botMemberJson(world: World, guild: Guild): Json {
  return { ...memberJson(world, world.bot), roles: guild.botHasFullRole ? [guild.fullRoleId] : [] };
}

/** The role @everyone of a server; its id is the server's (Discord, Permissions). */
export function everyoneJson(guild: Guild): Json {
  const permissions = everyonePermissions & ~deniedBits(guild.everyone);
  return roleJson(guild.id, '@everyone', permissions);
}

function roleJson(id: string, name: string, permissions: bigint): Json {
  return {
    id,
    name,
    permissions: permissions.toString(),
    position: 0,
    color: 0,
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

function bareGuild(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    features: [],
    roles: [everyoneJson(guild), roleJson(guild.fullRoleId, 'Newsroom', fullPermissions)],
    emojis: [],
    stickers: [],
    preferred_locale: 'en-US',
    premium_tier: 0,
    nsfw_level: 0,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    system_channel_id: null,
    system_channel_flags: 0,
    afk_channel_id: null,
    afk_timeout: 300,
    rules_channel_id: null,
    public_updates_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    splash: null,
    discovery_splash: null,
  };
}
