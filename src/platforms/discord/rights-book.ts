import { type GuildBasedChannel, PermissionFlagsBits } from 'discord.js';
import { canPost } from './places.ts';

/** What a delivery can need in a channel (Discord's page "Permissions"). */
const usefulRights =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.PinMessages |
  PermissionFlagsBits.ManageThreads;

/** What was last seen of a channel or thread. */
interface Seen {
  readonly guildId: string;
  /** The channel that a thread belongs to. */
  readonly threadOf: string | undefined;
  /** The useful rights; none where nothing can be posted at all. */
  readonly rights: bigint;
}

/**
 * What is known of each channel. It is kept here since discord.js empties a server's list of channels before it
 * tells that the server is gone.
 */
export class RightsBook {
  readonly #seen = new Map<string, Seen>();

  /** Notes how a channel stands. True when the bot may post there and has a right that it was not known to have. */
  note(channel: GuildBasedChannel): boolean {
    const before = this.#seen.get(channel.id)?.rights ?? 0n;
    const rights = rightsIn(channel);
    const threadOf = channel.isThread() ? (channel.parentId ?? undefined) : undefined;
    this.#seen.set(channel.id, { guildId: channel.guildId, threadOf, rights });
    return (rights & ~before) !== 0n;
  }

  /** Forgets a channel and its threads, and gives their ids. */
  forgetChannel(id: string): readonly string[] {
    this.#seen.delete(id);
    return [id, ...this.#forget((seen) => seen.threadOf === id)];
  }

  /** Forgets a server's channels, and gives their ids. */
  forgetGuild(id: string): readonly string[] {
    return this.#forget(({ guildId }) => guildId === id);
  }

  #forget(fits: (seen: Seen) => boolean): readonly string[] {
    const gone = [...this.#seen].flatMap(([id, seen]) => (fits(seen) ? [id] : []));
    for (const id of gone) this.#seen.delete(id);
    return gone;
  }
}

function rightsIn(channel: GuildBasedChannel): bigint {
  const { me } = channel.guild.members;
  if (me === null || !canPost(channel)) return 0n;
  return (channel.permissionsFor(me)?.bitfield ?? 0n) & usefulRights;
}
