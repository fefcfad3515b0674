import type { Config } from '../config.ts';
import { withReleasers } from '../releasers.ts';
import type { Who } from './demo.ts';
import { type DiscordSandbox, startDiscordSandbox } from './discord/server.ts';
import type { SandboxPerson as DiscordPerson } from './discord/state.ts';
import type { SandboxPerson as TelegramPerson } from './telegram/people.ts';
import { startTelegramSandbox, type TelegramSandbox } from './telegram/server.ts';

/** The people and places of the sandbox's newsroom, on both platforms. */
export interface Cast {
  readonly discord: Readonly<Record<Who, DiscordPerson>> & {
    readonly guildId: string;
    /** Where editors issue commands. */
    readonly newsroom: string;
    readonly desk: string;
    /** The channel that readers follow. */
    readonly channel: string;
  };
  readonly telegram: Readonly<Record<Who, TelegramPerson>> & {
    /** A group of the newsroom with the bot in it. */
    readonly desk: number;
    /** The channel that readers follow; the chief and the bot are its administrators. */
    readonly channel: number;
    readonly channelName: string;
  };
}

/** Both stand-ins and their cast, without a bot. */
export interface World {
  readonly discord: DiscordSandbox;
  readonly telegram: TelegramSandbox;
  readonly cast: Cast;
  /** The settings that a bot needs to connect to this world. */
  readonly platforms: Required<Config['platforms']>;
  readonly chiefs: Config['chiefs'];
  readonly enforcesLimits: boolean;
  close(): Promise<void>;
}

/** Options of {@link openWorld}. */
export interface WorldOptions {
  /** Whether the stand-ins enforce the platforms' limits; false by default. */
  readonly enforceLimits?: boolean;
  /** The clock of the Telegram stand-in; the machine's by default. */
  readonly telegramNow?: () => number;
}

/** Starts both stand-ins on loopback and adds the cast. */
export async function openWorld({ enforceLimits = false, telegramNow }: WorldOptions = {}): Promise<World> {
  const { value, release } = await withReleasers(async (onRelease) => {
    const discord = await startDiscordSandbox({ enforceLimits });
    onRelease(() => discord.close());
    const telegram = await startTelegramSandbox({ enforceLimits, ...(telegramNow && { now: telegramNow }) });
    onRelease(() => telegram.close());
    return { discord, telegram };
  });
  const { discord, telegram } = value;
  const cast: Cast = { discord: castDiscord(discord), telegram: castTelegram(telegram) };
  return {
    discord,
    telegram,
    cast,
    platforms: {
      discord: { token: discord.token, apiUrl: discord.apiUrl },
      telegram: { token: telegram.token, apiUrl: telegram.apiUrl },
    },
    chiefs: [`discord:${cast.discord.chief.id}`, `telegram:${cast.telegram.chief.id}`],
    enforcesLimits: enforceLimits,
    close: release,
  };
}

function castDiscord(discord: DiscordSandbox): Cast['discord'] {
  const guildId = discord.addGuild('Maren Post').id;
  const channel = (name: string) => discord.addChannel({ guildId, name }).id;
  return {
    guildId,
    chief: discord.addPerson({ name: 'Ada Lind' }),
    editor: discord.addPerson({ name: 'Noor Haddad' }),
    reporter: discord.addPerson({ name: 'Jon Abara' }),
    reader: discord.addPerson({ name: 'Rui' }),
    newsroom: channel('newsroom'),
    desk: channel('desk'),
    channel: channel('river-watch'),
  };
}

function castTelegram(telegram: TelegramSandbox): Cast['telegram'] {
  // Another person than the chief on Discord: a kill takes two chiefs, and not one with two accounts.
  const chief = telegram.addPerson({ name: 'Mira Solberg', username: 'mira_solberg' });
  const editor = telegram.addPerson({ name: 'Noor Haddad', username: 'noor_haddad' });
  const reporter = telegram.addPerson({ name: 'Jon Abara', username: 'jon_abara' });
  const reader = telegram.addPerson({ name: 'Rui', username: 'rui' });
  for (const person of [chief, editor, reporter, reader]) telegram.addPrivateChat(person);
  const desk = telegram.addGroup({ title: 'Maren desk' }).id;
  for (const person of [chief, editor]) telegram.addMember(desk, person, { administrator: person === chief });
  const channelName = '@maren_alerts';
  const channel = telegram.addChannel({ title: 'Maren Alerts', username: channelName.slice(1) }).id;
  telegram.addMember(channel, chief, { administrator: true });
  return { chief, editor, reporter, reader, desk, channel, channelName };
}
