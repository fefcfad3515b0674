import { type Client, Events, type Guild, type GuildBasedChannel } from 'discord.js';
import type { Dispatcher } from '../../newsroom/dispatcher.ts';
import { canPost, destinationOf } from './places.ts';
import type { Tasks } from './tasks.ts';

/** What watching rights needs. */
export interface RightsDeps {
  readonly dispatcher: Pick<Dispatcher, 'rightsChanged'>;
  readonly tasks: Tasks;
}

/**
 * Tells the newsroom when the bot may post in a channel (again), and when a channel or the bot's place in a
 * server is gone. A server that is merely unavailable changes nothing.
 */
export function watchRights(client: Client, { dispatcher, tasks }: RightsDeps): void {
  const rights = createRightsBook(dispatcher);
  const recheck = (guild: Guild) => tasks.run('rights in a server', () => rights.recheck(guild));
  const tellChanged = (channel: GuildBasedChannel) => tasks.run('a channel', () => rights.changed(channel));
  const tellLost = (id: string, why: string) => tasks.run('a lost channel', () => rights.lost(id, why));

  client.on(Events.ClientReady, () => client.guilds.cache.forEach(recheck));
  client.on(Events.GuildCreate, recheck);
  client.on(Events.GuildAvailable, recheck);
  client.on(Events.GuildRoleUpdate, (_, role) => recheck(role.guild));
  client.on(Events.GuildRoleDelete, (role) => recheck(role.guild));
  client.on(Events.GuildMemberUpdate, (_, member) => {
    if (member.id === client.user?.id) recheck(member.guild);
  });
  client.on(Events.ChannelCreate, (channel) => rights.note(channel));
  client.on(Events.ThreadCreate, (thread) => rights.note(thread));
  client.on(Events.ChannelUpdate, (_, channel) => {
    if (!channel.isDMBased()) tellChanged(channel);
  });
  client.on(Events.ThreadUpdate, (_, thread) => tellChanged(thread));
  client.on(Events.ChannelDelete, ({ id }) => tellLost(id, 'the channel was deleted'));
  client.on(Events.ThreadDelete, ({ id }) => tellLost(id, 'the thread was deleted'));
  client.on(Events.GuildDelete, (guild) => tasks.run('a lost server', () => rights.lostGuild(guild)));
}

/**
 * What is known of each channel. It is kept here since discord.js empties a server's list of channels before it
 * tells that the server is gone.
 */
function createRightsBook(dispatcher: RightsDeps['dispatcher']) {
  const known = new Map<string, { readonly guildId: string; readonly canPost: boolean }>();

  /** Notes how a channel stands; true when the bot may post there and could not, or was not known to, before. */
  function note(channel: GuildBasedChannel): boolean {
    const before = known.get(channel.id)?.canPost ?? false;
    const after = canPost(channel);
    known.set(channel.id, { guildId: channel.guildId, canPost: after });
    return after && !before;
  }

  async function lost(channelId: string, why: string): Promise<void> {
    known.delete(channelId);
    await dispatcher.rightsChanged(destinationOf(channelId), { why });
  }

  return {
    note,
    lost,
    async recheck(guild: Guild): Promise<void> {
      const opened = [...guild.channels.cache.values()].filter(note);
      for (const { id } of opened) await dispatcher.rightsChanged(destinationOf(id), 'active');
    },
    async changed(channel: GuildBasedChannel): Promise<void> {
      note(channel);
      if (canPost(channel)) await dispatcher.rightsChanged(destinationOf(channel.id), 'active');
    },
    async lostGuild(guild: Guild): Promise<void> {
      const channels = [...known].filter(([, { guildId }]) => guildId === guild.id);
      for (const [id] of channels)
        await lost(id, 'I was removed from the server; ask an admin to add me again');
    },
  };
}
