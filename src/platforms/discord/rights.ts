import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayReadyDispatchData,
  type Guild,
  type GuildBasedChannel,
  Status,
} from 'discord.js';
import type { Dispatcher } from '../../newsroom/command/dispatcher.ts';
import type { KnownDestinations } from '../known-destinations.ts';
import { untilStored } from '../until-stored.ts';
import { canPost, destinationOf } from './places.ts';
import { comparePlaces } from './presence.ts';
import { RightsBook } from './rights-book.ts';
import type { Tasks } from './tasks.ts';

/** What {@link watchRights} needs. */
export interface RightsDeps {
  readonly dispatcher: Pick<Dispatcher, 'rightsChanged'>;
  readonly known: KnownDestinations;
  readonly tasks: Tasks;
}

/**
 * Tells the newsroom when the bot may post in a channel (again), and when a channel is gone or the bot was removed
 * from a server. A server that is only unavailable changes nothing. A new session does not report what happened
 * before it, so the existing channels are then compared with the records.
 */
export function watchRights(client: Client, deps: RightsDeps): void {
  const run = inTurn(deps.tasks);
  const rights = createRightsTeller(patiently(deps));
  const recheck = (guild: Guild) => run('rights in a server', () => rights.recheck(guild));
  const tellChanged = (channel: GuildBasedChannel) => run('a channel', () => rights.changed(channel));
  const tellLost = (id: string, why: string) => run('a lost channel', () => rights.lost(id, why));
  const tellLostGuild = (id: string) => run('a lost server', () => rights.lostGuild(id));

  client.ws.on(GatewayDispatchEvents.Ready, (ready: GatewayReadyDispatchData, shardId: number) => {
    for (const id of forgetAbsentGuilds(client, ready, shardId)) tellLostGuild(id);
  });
  client.on(Events.ShardReady, () => {
    if (client.ws.shards.every(({ status }) => status === Status.Ready))
      run('what changed while away', () => rights.compare(client));
  });
  client.on(Events.GuildCreate, recheck);
  client.on(Events.GuildAvailable, (guild) => {
    // At the start all servers become available one by one; they are compared together.
    if (client.isReady()) recheck(guild);
  });
  client.on(Events.GuildRoleUpdate, (_, role) => recheck(role.guild));
  client.on(Events.GuildRoleDelete, (role) => recheck(role.guild));
  client.on(Events.GuildMemberUpdate, (_, member) => {
    if (member.id === client.user?.id) recheck(member.guild);
  });
  client.on(Events.ThreadListSync, (_, guild) => recheck(guild));
  client.on(Events.ChannelCreate, (channel) => rights.note(channel));
  client.on(Events.ThreadCreate, (thread) => rights.note(thread));
  client.on(Events.ChannelUpdate, (_, channel) => {
    if (!channel.isDMBased()) tellChanged(channel);
  });
  client.on(Events.ThreadUpdate, (_, thread) => tellChanged(thread));
  client.on(Events.ChannelDelete, ({ id }) => tellLost(id, 'the channel was deleted'));
  client.on(Events.ThreadDelete, ({ id }) => tellLost(id, 'the thread was deleted'));
  client.on(Events.GuildDelete, ({ id }) => tellLostGuild(id));
}

/** Discord reports each change only once, also while the records do not answer. */
function patiently({ dispatcher, known, tasks }: RightsDeps): RightsDeps {
  const kept = <T>(step: () => Promise<T>) => untilStored(step, tasks.closing);
  return {
    tasks,
    dispatcher: { rightsChanged: (id, change) => kept(() => dispatcher.rightsChanged(id, change)) },
    known: {
      on: (platform) => kept(() => known.on(platform)),
      among: (ids) => kept(() => known.among(ids)),
    },
  };
}

/** Handles events one after the other: somebody who was removed and invited again must end up invited. */
function inTurn(tasks: Tasks): Tasks['run'] {
  let last = Promise.resolve();
  return (what, task) =>
    tasks.run(what, () => {
      const mine = last.then(task);
      last = mine.catch(() => undefined);
      return mine;
    });
}

/**
 * A new session lists the servers that the bot is in. discord.js keeps the others, which the bot has left meanwhile.
 */
function forgetAbsentGuilds(
  client: Client,
  ready: GatewayReadyDispatchData,
  shardId: number,
): readonly string[] {
  const present = new Set(ready.guilds.map(({ id }) => id));
  const absent = client.guilds.cache.filter((guild) => guild.shardId === shardId && !present.has(guild.id));
  for (const guild of absent.values()) {
    for (const id of guild.channels.cache.keys()) client.channels.cache.delete(id);
    client.guilds.cache.delete(guild.id);
  }
  return [...absent.keys()];
}

function createRightsTeller({ dispatcher, known }: RightsDeps) {
  const book = new RightsBook();

  async function tellLost(ids: readonly string[], why: string): Promise<void> {
    for (const id of ids) await dispatcher.rightsChanged(destinationOf(id), { why });
  }

  /** Most channels are not destinations, and servers report changes of channels all day. */
  async function resumePaused(channels: readonly GuildBasedChannel[]): Promise<void> {
    for (const { id, state } of await known.among(channels.map((channel) => destinationOf(channel.id))))
      if (state.kind === 'paused') await dispatcher.rightsChanged(id, 'active');
  }

  return {
    note(channel: GuildBasedChannel): void {
      book.note(channel);
    },
    async compare(client: Client): Promise<void> {
      for (const guild of client.guilds.cache.values())
        for (const channel of guild.channels.cache.values()) book.note(channel);
      await comparePlaces(client, { dispatcher, known });
    },
    async recheck(guild: Guild): Promise<void> {
      await resumePaused([...guild.channels.cache.values()].filter((channel) => book.note(channel)));
    },
    /** A thread has the permissions of its channel. */
    async changed(channel: GuildBasedChannel): Promise<void> {
      const others = [...channel.guild.channels.cache.values()];
      const threads = others.filter((one) => one.isThread() && one.parentId === channel.id);
      const changed = [channel, ...threads];
      for (const one of changed) book.note(one);
      await resumePaused(changed.filter(canPost));
    },
    lost: (id: string, why: string) => tellLost(book.forgetChannel(id), why),
    lostGuild: (id: string) =>
      tellLost(book.forgetGuild(id), 'I was removed from the server; ask an admin to add me again'),
  };
}
