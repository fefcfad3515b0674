import {
  type BaseInteraction,
  ChannelType,
  type Client,
  DiscordAPIError,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { addressOf, type DestinationId, platformOf } from '../../domain/destination.ts';
import type { Person } from '../../domain/person.ts';
import type { Place } from '../../newsroom/command/call.ts';
import { isClosedToBot } from './errors.ts';

/** The destination for a channel or thread. */
export function destinationOf(channelId: string): DestinationId {
  return `discord:${channelId}`;
}

/** A server's channel or thread, under the name that people know: `#news in Coast Guild`. */
function placeOfChannel(channel: GuildBasedChannel): Place {
  return {
    destination: destinationOf(channel.id),
    name: `#${channel.name} in ${channel.guild.name}`,
    kind: 'channel',
    messagesAt: messagesAt(channel.guildId, channel.id),
    ...(channel.type === ChannelType.GuildAnnouncement && { isFollowable: true }),
  };
}

/** The address of a channel's messages, as people copy it in Discord. `@me` stands for private chats. */
function messagesAt(guildId: string, channelId: string): string {
  return `https://discord.com/channels/${guildId}/${channelId}`;
}

/** Where an interaction happened. */
export function placeOfInteraction(interaction: BaseInteraction): Place {
  const destination = destinationOf(interaction.channelId ?? interaction.id);
  const channelId = addressOf(destination);
  if (!interaction.inGuild()) {
    const name = `Private chat with ${interaction.user.displayName}`;
    return { destination, name, kind: 'private', messagesAt: messagesAt('@me', channelId) };
  }
  const { channel } = interaction;
  if (channel && !channel.isDMBased()) return placeOfChannel(channel);
  const address = messagesAt(interaction.guildId, channelId);
  return { destination, name: 'a channel', kind: 'channel', messagesAt: address };
}

/**
 * The bot's direct conversation with the person who used the interaction; undefined where they take no messages of the
 * bot's. Where Discord does not say so now, there is none either: they are then answered where they are.
 */
export async function privatePlace({ user, client }: BaseInteraction): Promise<Place | undefined> {
  const channel = await user.createDM().catch(() => undefined);
  if (channel === undefined || !(await takesMessages(client, channel.id))) return undefined;
  const name = `Private chat with ${user.displayName}`;
  return { destination: destinationOf(channel.id), name, kind: 'private' };
}

/**
 * Discord opens a conversation even with people who accept no messages, and refuses only the message itself. An empty
 * message is never sent, but the refusal shows whether its emptiness was the reason (tryforge/ForgeScript#363).
 */
async function takesMessages({ rest }: Client, channelId: string): Promise<boolean> {
  try {
    await rest.post(Routes.channelMessages(channelId), { body: {} });
    return true;
  } catch (error) {
    return !isClosedToBot(error);
  }
}

/** The channel id in a reference: `<#id>`, an id, `discord:ID` or a channel's address. */
function channelIdOf(reference: string): string | undefined {
  const form = /^(?:<#|discord:|https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/\d+\/)?(\d{17,20})>?$/u;
  return form.exec(reference.trim())?.[1];
}

/** The user id in a reference: `<@id>`, an id or `discord:ID`. */
function userIdOf(reference: string): string | undefined {
  return /^(?:<@!?|discord:)?(\d{17,20})>?$/u.exec(reference.trim())?.[1];
}

/**
 * Finds a channel that accepts messages and that both the bot and the asker can see; undefined otherwise. Throws when
 * Discord does not answer.
 */
export async function findPlace(interaction: BaseInteraction, reference: string): Promise<Place | undefined> {
  const id = channelIdOf(reference);
  if (id === undefined) return undefined;
  if (id === interaction.channelId) return placeOfInteraction(interaction);
  const channel = await channelById(interaction.client, id);
  if (!channel?.isSendable()) return undefined;
  const member = await memberOf(interaction, channel);
  const sees = member && channel.permissionsFor(member)?.has(PermissionFlagsBits.ViewChannel);
  return sees ? placeOfChannel(channel) : undefined;
}

/** Finds a person by mention or id; undefined when there is no such user. Throws when Discord does not answer. */
export async function findPerson(
  interaction: BaseInteraction,
  reference: string,
): Promise<Person | undefined> {
  const id = userIdOf(reference);
  if (id === undefined) return undefined;
  const user = await unlessRefused(interaction.client.users.fetch(id));
  if (!user) return undefined;
  const nickname = interaction.inCachedGuild()
    ? interaction.guild.members.cache.get(id)?.displayName
    : undefined;
  return { id: `discord:${id}`, name: nickname ?? user.displayName };
}

/**
 * Whether the person who used the command may manage a place: they have Manage Channels there, or it is their own
 * private chat with the bot. False for places that the bot cannot see. Throws when Discord does not answer.
 */
export async function mayManage(interaction: BaseInteraction, place: Place): Promise<boolean> {
  if (platformOf(place.destination) !== 'discord') return false;
  const id = addressOf(place.destination);
  if (id === interaction.channelId) {
    if (!interaction.inGuild()) return true;
    return interaction.memberPermissions.has(PermissionFlagsBits.ManageChannels);
  }
  const channel = await channelById(interaction.client, id);
  const member = channel && (await memberOf(interaction, channel));
  const managed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ManageChannels;
  return member ? (channel?.permissionsFor(member)?.has(managed) ?? false) : false;
}

/** Whether the bot may post in a channel or thread, according to the cache. */
export function canPost(channel: GuildBasedChannel): boolean {
  const { me } = channel.guild.members;
  if (!me || !channel.isSendable()) return false;
  return channel.permissionsFor(me)?.has(PermissionFlagsBits.ViewChannel | rightToPost(channel)) ?? false;
}

/** In a locked thread, only members who manage threads may write (Discord's page "Threads"). */
function rightToPost(channel: GuildBasedChannel): bigint {
  if (!channel.isThread()) return PermissionFlagsBits.SendMessages;
  const inThreads = PermissionFlagsBits.SendMessagesInThreads;
  return channel.locked === true ? inThreads | PermissionFlagsBits.ManageThreads : inThreads;
}

async function channelById(client: Client, id: string): Promise<GuildBasedChannel | undefined> {
  const channel = client.channels.cache.get(id) ?? (await unlessRefused(client.channels.fetch(id)));
  return channel && !channel.isDMBased() ? channel : undefined;
}

/**
 * The person as a member of the channel's server. For another server than this one the cache may be outdated, so
 * Discord is asked.
 */
async function memberOf(
  interaction: BaseInteraction,
  channel: GuildBasedChannel,
): Promise<GuildMember | undefined> {
  if (interaction.inCachedGuild() && interaction.guildId === channel.guildId) return interaction.member;
  return unlessRefused(channel.guild.members.fetch({ user: interaction.user.id, force: true }));
}

async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}
