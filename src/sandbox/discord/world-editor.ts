import type { Changes } from './changes.ts';
import { botMemberJson, channelJson, everyoneJson, guildJson } from './guild-json.ts';
import { channelType, intent, type Json } from './protocol.ts';
import { type Channel, type Guild, isThread, type Rights, type SandboxPerson, type World } from './state.ts';

/** The kinds of channel that can be made. */
export type ChannelKind = 'text' | 'announcement' | 'thread' | 'forum';

/** A channel to make. A thread needs the channel that it belongs to. */
export interface NewChannel {
  readonly guildId: string;
  readonly name: string;
  readonly kind?: ChannelKind;
  readonly parentId?: string;
}

const fullRights: Rights = { canView: true, canSend: true, canPin: true };

/** Changes servers, channels and people, for tests and the demo. The bot is sent an event for each change. */
export interface WorldEditor {
  /** Makes a server that the bot is in. */
  addGuild(name: string): { readonly id: string };
  /** Throws the bot out, or with `unavailable` begins an outage of the server. */
  removeGuild(id: string, how?: { readonly unavailable?: boolean }): void;
  /** Ends an outage, or invites the bot again. */
  restoreGuild(id: string): void;
  addChannel(input: NewChannel): { readonly id: string };
  /** Deletes a channel with its messages and threads. */
  removeChannel(id: string): void;
  /** Changes what the bot may do in a channel. What is left out stays as it is. */
  updateChannelRights(id: string, rights: Partial<Rights>): void;
  archiveThread(id: string, how?: { readonly locked?: boolean }): void;
  /** Opens an archived thread again, and unlocks it. */
  unarchiveThread(id: string): void;
  /** Changes what @everyone may do in a whole server. What is left out stays as it is. */
  updateEveryone(guildId: string, rights: Partial<Rights>): void;
  /** Gives the bot the role that has every right, or takes it away. */
  giveBotRole(guildId: string, has: boolean): void;
  /** Makes a person, who is a member of every server. The id is made up when it is left out. */
  addPerson(input: { readonly name: string; readonly id?: string }): SandboxPerson;
  /** The direct conversation of the bot with a person. */
  directChannel(person: SandboxPerson): { readonly id: string };
  /** Sets whether a person accepts direct messages from the bot. The bot is not told. */
  takeDirectMessages(person: SandboxPerson, takes: boolean): void;
}

/** Makes the {@link WorldEditor} of a world. */
export function createWorldEditor(world: World, changes: Changes): WorldEditor {
  const tell: Tell = (name, data, guildId) => {
    world.emit({ name, data, ...(guildId !== undefined && { guildId }), intents: intent.guilds });
    changes.notify();
  };
  return {
    ...guildEditor(world, tell),
    ...channelEditor(world, tell),
    directChannel: ({ id }) => directChannel(world, id),
    takeDirectMessages: ({ id }, takes) => {
      directChannel(world, id).rights = { ...fullRights, canSend: takes };
    },
    addPerson: ({ name, id }) => {
      const person: SandboxPerson = { id: id ?? world.newId(), name };
      world.people.set(person.id, person);
      changes.notify();
      return person;
    },
  };
}

type Tell = (name: string, data: Json, guildId: string | undefined) => void;

function guildOf(world: World, id: string): Guild {
  const found = world.guilds.get(id);
  if (!found) throw new Error(`There is no server ${id} in the stand-in; make it with addGuild.`);
  return found;
}

function guildEditor(
  world: World,
  tell: Tell,
): Pick<WorldEditor, 'addGuild' | 'removeGuild' | 'restoreGuild' | 'updateEveryone' | 'giveBotRole'> {
  return {
    addGuild: (name) => {
      const made: Guild = {
        id: world.newId(),
        name,
        ownerId: world.newId(),
        state: 'present',
        everyone: fullRights,
        fullRoleId: world.newId(),
        botHasFullRole: false,
      };
      world.guilds.set(made.id, made);
      tell('GUILD_CREATE', guildJson(world, made), made.id);
      return { id: made.id };
    },
    removeGuild: (id, how = {}) => {
      guildOf(world, id).state = how.unavailable ? 'unavailable' : 'removed';
      tell('GUILD_DELETE', how.unavailable ? { id, unavailable: true } : { id }, id);
    },
    restoreGuild: (id) => {
      const guild = guildOf(world, id);
      guild.state = 'present';
      tell('GUILD_CREATE', guildJson(world, guild), id);
    },
    updateEveryone: (guildId, rights) => {
      const guild = guildOf(world, guildId);
      guild.everyone = { ...guild.everyone, ...rights };
      tell('GUILD_ROLE_UPDATE', { guild_id: guildId, role: everyoneJson(guild) }, guildId);
    },
    giveBotRole: (guildId, has) => {
      const guild = guildOf(world, guildId);
      guild.botHasFullRole = has;
      tell('GUILD_MEMBER_UPDATE', { guild_id: guildId, ...botMemberJson(world, guild) }, guildId);
    },
  };
}

function channelEditor(
  world: World,
  tell: Tell,
): Pick<
  WorldEditor,
  'addChannel' | 'removeChannel' | 'updateChannelRights' | 'archiveThread' | 'unarchiveThread'
> {
  function tellOf(channel: Channel, verb: 'CREATE' | 'UPDATE' | 'DELETE'): void {
    const noun = isThread(channel) ? 'THREAD' : 'CHANNEL';
    tell(`${noun}_${verb}`, channelJson(world, channel), channel.guildId);
  }

  function threadOf(id: string): Channel {
    const channel = world.channel(id);
    if (!isThread(channel)) throw new Error(`Channel ${id} is not a thread; only threads are archived.`);
    return channel;
  }

  function removeChannel(id: string): void {
    const channel = world.channel(id);
    for (const other of world.channels.values()) if (other.parentId === id) removeChannel(other.id);
    world.channels.delete(id);
    tellOf(channel, 'DELETE');
  }

  return {
    addChannel: (input) => {
      guildOf(world, input.guildId);
      const made = newChannel(world, input);
      world.channels.set(made.id, made);
      tellOf(made, 'CREATE');
      return { id: made.id };
    },
    removeChannel,
    updateChannelRights: (id, rights) => {
      const channel = world.channel(id);
      if (isThread(channel)) throw new Error('A thread has the rights of its channel; change those.');
      channel.rights = { ...channel.rights, ...rights };
      tellOf(channel, 'UPDATE');
    },
    archiveThread: (id, how = {}) => {
      const thread = threadOf(id);
      thread.archived = true;
      thread.locked = how.locked ?? thread.locked;
      tellOf(thread, 'UPDATE');
    },
    unarchiveThread: (id) => {
      const thread = threadOf(id);
      thread.archived = false;
      thread.locked = false;
      tellOf(thread, 'UPDATE');
    },
  };
}

function newChannel(world: World, input: NewChannel): Channel {
  const parent = input.parentId === undefined ? undefined : world.channel(input.parentId);
  if (input.kind === 'thread' && !parent) throw new Error('A thread needs the parentId of its channel.');
  return {
    id: world.newId(),
    name: input.name,
    type: typeOf(input.kind ?? 'text', parent),
    guildId: input.guildId,
    ...(parent && { parentId: parent.id }),
    rights: fullRights,
    archived: false,
    locked: false,
    messages: new Map(),
  };
}

function typeOf(kind: ChannelKind, parent: Channel | undefined): number {
  if (kind !== 'thread') return channelType[kind];
  return parent?.type === channelType.announcement ? channelType.announcementThread : channelType.thread;
}

/** Finds or makes the direct conversation with a person. */
export function directChannel(world: World, personId: string): Channel {
  for (const channel of world.channels.values()) if (channel.recipientId === personId) return channel;
  const made: Channel = {
    id: world.newId(),
    name: 'direct',
    type: channelType.direct,
    recipientId: personId,
    rights: fullRights,
    archived: false,
    locked: false,
    messages: new Map(),
  };
  world.channels.set(made.id, made);
  return made;
}
