import { setInterval } from 'node:timers/promises';
import { type App, startApp } from '../app.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { withReleasers } from '../releasers.ts';
import type { Who } from './demo.ts';
import { type DiscordSandbox, startDiscordSandbox } from './discord/server.ts';
import type { SandboxPerson as DiscordPerson } from './discord/state.ts';
import type { SandboxPerson as TelegramPerson } from './telegram/people.ts';
import { startTelegramSandbox, type TelegramSandbox } from './telegram/server.ts';

const readyWithinMs = 20_000;
const readyCheckMs = 20;

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
  const chief = telegram.addPerson({ name: 'Ada Lind', username: 'ada_lind' });
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

/** Options of {@link startBot}. */
export interface BotOptions {
  readonly dataDir: string;
  readonly log: Logger;
  /** Whether sending keeps to the platforms' limits; true by default. */
  readonly isPaced?: boolean;
  /** As in the configuration, with its defaults. */
  readonly previewFor?: Config['previewFor'];
  readonly undoMs?: number;
  readonly upkeep?: Config['upkeep'];
}

/** The sandbox's cards tell of a silence; its desk gets no reminders. */
export const usualUpkeep: Config['upkeep'] = { silenceMs: 3_600_000, askCloseMs: 0, keyEntries: 0, keyMs: 0 };

/** Starts the whole real bot against a world, on an embedded Redis, and waits until both platforms are connected. */
export async function startBot(world: World, options: BotOptions): Promise<App> {
  const {
    dataDir,
    log,
    isPaced = true,
    previewFor = 'reporters',
    undoMs = 0,
    upkeep = usualUpkeep,
  } = options;
  const config: Config = {
    platforms: world.platforms,
    chiefs: world.chiefs,
    callsPerSecond: { discord: 50, telegram: 30 },
    dataDir,
    http: { host: '127.0.0.1', port: 0 },
    previewFor,
    undoMs,
    upkeep,
    logLevel: 'warn',
    roles: new Set(['gateway', 'worker']),
  };
  const app = await startApp({ config, log, isPaced, areAnswersPaced: world.enforcesLimits });
  await untilReady(app);
  return app;
}

/** Resolves once the app is ready. Stops it and throws when that takes too long. */
export async function untilReady(app: App): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  for await (const _ of setInterval(readyCheckMs)) {
    if (app.readiness().ready) return;
    if (performance.now() > deadline) break;
  }
  const { reasons } = app.readiness();
  await app.stop();
  throw new Error(`The bot is not ready after ${readyWithinMs / 1_000} seconds: ${reasons.join('; ')}`);
}
