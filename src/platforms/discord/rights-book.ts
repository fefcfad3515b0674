import { type GuildBasedChannel, PermissionFlagsBits } from 'discord.js';
import { canPost } from './places.ts';

/** The permissions that a delivery may need in a channel (Discord's page "Permissions"). */
const usefulRights =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.PinMessages |
  PermissionFlagsBits.ManageThreads;

/** What was last known of a channel or thread. */
interface Seen {
  readonly guildId: string;
  /** The channel that a thread belongs to. */
  readonly threadOf: string | undefined;
  /** The useful permissions; none when nothing can be posted at all. */
  readonly rights: bigint;
}

/**
 * What is known of each channel. It is kept here because discord.js clears a server's list of channels before it
 * reports that the server is gone.
 */
export class RightsBook {
  readonly #seen = new Map<string, Seen>();

  /** Records the permissions in a channel. Returns true when the bot may post there and has gained a permission. */
  note(channel: GuildBasedChannel): boolean {
    const before = this.#seen.get(channel.id)?.rights ?? 0n;
    const rights = rightsIn(channel);
    const threadOf = channel.isThread() ? (channel.parentId ?? undefined) : undefined;
    this.#seen.set(channel.id, { guildId: channel.guildId, threadOf, rights });
    return (rights & ~before) !== 0n;
  }

  /** Forgets a channel and its threads, and returns their ids. */
  forgetChannel(id: string): readonly string[] {
    this.#seen.delete(id);
    return [id, ...this.#forget((seen) => seen.threadOf === id)];
  }

  /** Forgets a server's channels, and returns their ids. */
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
