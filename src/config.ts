import { resolve } from 'node:path';
import { z } from 'zod';
import { callsPerSecond, isPlainWebAddress, isRedisAddress, upTo, webAddress } from './config-values.ts';
import type { PersonId, PlatformName } from './domain/person.ts';
import type { UpkeepSettings } from './domain/upkeep.ts';

/** A part of the work that a process may do: `gateway` listens, `worker` delivers, `web` serves pages. */
export type ProcessRole = 'gateway' | 'worker' | 'web';

const processRoles = ['gateway', 'worker', 'web'] as const satisfies readonly ProcessRole[];

/** What is logged: this level and the ones after it. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const satisfies readonly LogLevel[];

/** The configuration of one process of Dateline. */
export interface Config {
  /** At least one of the two is there. */
  readonly platforms: {
    readonly discord?: {
      readonly token: string;
      /** The REST root without a version and without a slash at its end. */
      readonly apiUrl: string;
      /** Where commands are registered; everywhere when absent. */
      readonly guildId?: string;
    };
    readonly telegram?: {
      readonly token: string;
      readonly apiUrl: string;
      /** Whether to send times in the reader's own zone; the server must know `date_time` entities. */
      readonly localTimes?: boolean;
      /** Whether a message is sent again when nobody knows whether it arrived; if not, the desk is asked. */
      readonly resendsUnknown?: boolean;
    };
  };
  /** A redis:// or rediss:// address; absent for the embedded Redis. */
  readonly redisUrl?: string;
  /** How many calls a second each bot may make, across all processes. */
  readonly callsPerSecond: Readonly<Record<PlatformName, number>>;
  /** An absolute path. */
  readonly dataDir: string;
  /** The first chiefs; at least one. */
  readonly chiefs: readonly PersonId[];
  /** Accounts among them that belong to one person, person by person; absent when there are none. */
  readonly sameChiefs?: readonly (readonly PersonId[])[];
  /** Port 0 means any free port. */
  readonly http: { readonly host: string; readonly port: number };
  /** The root address for readers, without a slash at its end; without it there are no story pages. */
  readonly publicUrl?: string;
  /** The token with which operators see the queues and the metrics; without it there is no board of the queues. */
  readonly opsToken?: string;
  /** Whose `/update` shows a preview before anything is published. */
  readonly previewFor: 'reporters' | 'everyone' | 'nobody';
  /** How long an update that is not a flash can be undone before it is sent (ms); 0 for not at all. */
  readonly undoMs: number;
  /** When a live story needs somebody's attention. */
  readonly upkeep: UpkeepSettings;
  readonly logLevel: LogLevel;
  readonly roles: ReadonlySet<ProcessRole>;
}

/** The environment does not describe a Dateline that can run. The message has one line per fault and no values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

const token = (name: string, form: RegExp, example: string) =>
  z.string().regex(form, `is not a ${name}: expected something like ${example}`).optional();

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** A longer wait would make news late. */
const maxUndoSeconds = 120;

/** The environment, variable by variable, without empty values. */
const environment = z.object({
  DISCORD_TOKEN: token('Discord bot token', /^[^\s"']{4,}$/, 'MTA1.Gx9a.bZ3f (Developer Portal, Bot, Token)'),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{1,20}$/, 'must be a server id of digits only, such as 1051234567890123456')
    .optional(),
  DISCORD_API_URL: webAddress('https://discord.com/api').refine(
    (url) => !/\/v\d+$/.test(url),
    'must end before the version, such as https://discord.com/api',
  ),
  // Discord's page "Rate Limits" names no most for the large bots that it gives more.
  DISCORD_CALLS_PER_SECOND: callsPerSecond({ usual: 50, most: 9_999 }),
  TELEGRAM_BOT_TOKEN: token('Telegram bot token', /^\d+:[\w-]+$/, '123456:AAH9k2 (from @BotFather)'),
  TELEGRAM_API_URL: webAddress('https://api.telegram.org'),
  TELEGRAM_LOCAL_TIMES: z.enum(['on', 'off'], 'must be on or off').default('off'),
  // Telegram's "Bots FAQ". Each message of a paid broadcast, which may be faster, would have to ask for it.
  TELEGRAM_CALLS_PER_SECOND: callsPerSecond({ usual: 30, most: 30 }),
  TELEGRAM_UNKNOWN: z.enum(['ask', 'resend'], 'must be ask or resend').default('ask'),
  REDIS_URL: z
    .string()
    .refine(
      isRedisAddress,
      'must be a redis:// or rediss:// address with the number of a database, such as redis://127.0.0.1:6379/0; leave it out for the embedded Redis',
    )
    .optional(),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((path) => resolve(path)),
  CHIEFS: z
    .string('is missing: name at least one chief, such as discord:123456789012345678,telegram:987654321')
    .transform((list) => splitList(list).map((person) => person.split('+').map((account) => account.trim())))
    .refine(
      (people) => people.length > 0 && people.flat().every((account) => personForm.test(account)),
      'must list platform:id pairs with commas between, such as discord:123456789012345678,telegram:987654321, or with + between the accounts of one person',
    )
    // The form that was just checked is the form of a PersonId.
    .transform((people) => people as PersonId[][]),
  HTTP_HOST: z
    .string()
    .default('127.0.0.1')
    .refine((host) => /^[\w.:-]+$/.test(host), 'must be a host name or an IP address, such as 127.0.0.1'),
  HTTP_PORT: z
    .string()
    .default('8080')
    .refine(
      (port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535,
      'must be a port from 0 to 65535, such as 8080',
    )
    .transform(Number),
  PUBLIC_URL: z
    .string()
    .refine(
      isPlainWebAddress,
      'must be an http or https address without ? and #, such as https://news.example; leave it out for no story pages',
    )
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OPS_TOKEN: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,200}$/,
      'must be 16 to 200 letters, digits and signs, such as openssl rand -hex 24 prints',
    )
    .optional(),
  PREVIEW_FOR: z
    .enum(['reporters', 'everyone', 'nobody'], 'must be reporters, everyone or nobody')
    .default('reporters'),
  UNDO_SECONDS: upTo(maxUndoSeconds, 0),
  SILENCE_MINUTES: upTo(10_080, 60),
  ASK_CLOSE_HOURS: upTo(720, 24),
  KEY_REMINDER_ENTRIES: upTo(100, 8),
  KEY_REMINDER_HOURS: upTo(720, 6),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}, such as info`).default('info'),
  ROLES: z
    .string()
    .default(processRoles.join(','))
    .transform(splitList)
    .pipe(
      z
        .array(z.enum(processRoles, 'may list gateway, worker and web, such as gateway,worker,web'))
        .min(1, 'must name at least one role, such as gateway,worker,web'),
    )
    .transform((names): ReadonlySet<ProcessRole> => new Set(names)),
});

type Environment = z.output<typeof environment>;

const personForm = /^(discord|telegram):\d{1,20}$/;

/** The names of all environment variables that Dateline reads. */
export const variableNames: readonly string[] = Object.keys(environment.shape);

/**
 * Reads the environment; empty values count as absent. Throws a {@link ConfigError} that names every fault at once
 * and repeats no value, so that no token is shown.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = environment.safeParse(given);
  const faults = [
    ...(parsed.success ? [] : faultsOf(parsed.error)),
    ...platformFaults(given),
    ...(parsed.success ? [...chiefFaults(parsed.data), ...roleFaults(parsed.data)] : []),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data);
}

/**
 * Adds the variables of the file `.env` in the working directory to the environment, without replacing any. Does
 * nothing when there is no such file. Throws a {@link ConfigError} when it cannot be read.
 */
export function loadDotEnv(path = '.env'): void {
  try {
    process.loadEnvFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code !== 'ENOENT') throw new ConfigError([`${path} cannot be read (${code}): check its permissions`]);
  }
}

function toConfig(env: Environment): Config {
  const shared = env.CHIEFS.filter((accounts) => accounts.length > 1);
  return {
    platforms: {
      ...(env.DISCORD_TOKEN !== undefined && {
        discord: {
          token: env.DISCORD_TOKEN,
          apiUrl: env.DISCORD_API_URL,
          ...(env.DISCORD_GUILD_ID !== undefined && { guildId: env.DISCORD_GUILD_ID }),
        },
      }),
      ...(env.TELEGRAM_BOT_TOKEN !== undefined && {
        telegram: {
          token: env.TELEGRAM_BOT_TOKEN,
          apiUrl: env.TELEGRAM_API_URL,
          localTimes: env.TELEGRAM_LOCAL_TIMES === 'on',
          resendsUnknown: env.TELEGRAM_UNKNOWN === 'resend',
        },
      }),
    },
    ...(env.REDIS_URL !== undefined && { redisUrl: env.REDIS_URL }),
    callsPerSecond: { discord: env.DISCORD_CALLS_PER_SECOND, telegram: env.TELEGRAM_CALLS_PER_SECOND },
    dataDir: env.DATA_DIR,
    chiefs: env.CHIEFS.flat(),
    ...(shared.length > 0 && { sameChiefs: shared }),
    http: { host: env.HTTP_HOST, port: env.HTTP_PORT },
    ...(env.PUBLIC_URL !== undefined && { publicUrl: env.PUBLIC_URL }),
    ...(env.OPS_TOKEN !== undefined && { opsToken: env.OPS_TOKEN }),
    previewFor: env.PREVIEW_FOR,
    undoMs: env.UNDO_SECONDS * secondMs,
    upkeep: {
      silenceMs: env.SILENCE_MINUTES * minuteMs,
      askCloseMs: env.ASK_CLOSE_HOURS * hourMs,
      keyEntries: env.KEY_REMINDER_ENTRIES,
      keyMs: env.KEY_REMINDER_HOURS * hourMs,
    },
    logLevel: env.LOG_LEVEL,
    roles: env.ROLES,
  };
}

/** One line per variable: the first of several faults is enough. */
function faultsOf(error: z.ZodError): readonly string[] {
  const byVariable = new Map<string, string>();
  for (const issue of error.issues) {
    const variable = String(issue.path[0]);
    if (!byVariable.has(variable)) byVariable.set(variable, `${variable} ${issue.message}`);
  }
  return [...byVariable.values()];
}

function platformFaults(given: Readonly<Record<string, string>>): readonly string[] {
  if (given['DISCORD_TOKEN'] !== undefined || given['TELEGRAM_BOT_TOKEN'] !== undefined) return [];
  return [
    'DISCORD_TOKEN and TELEGRAM_BOT_TOKEN are both missing: set at least one, such as TELEGRAM_BOT_TOKEN=123456:AAH9k2',
  ];
}

function chiefFaults(env: Environment): readonly string[] {
  const platforms: PlatformName[] = [];
  if (env.DISCORD_TOKEN !== undefined) platforms.push('discord');
  if (env.TELEGRAM_BOT_TOKEN !== undefined) platforms.push('telegram');
  if (platforms.length === 0) return [];
  if (platforms.some((platform) => env.CHIEFS.flat().some((chief) => chief.startsWith(`${platform}:`))))
    return [];
  return [`CHIEFS names nobody on a platform that has a token: add one, such as ${platforms[0]}:123456789`];
}

/** An embedded Redis serves one process, so nobody else could do the work that this one leaves out. */
function roleFaults({ REDIS_URL, ROLES }: Environment): readonly string[] {
  const missing = (['gateway', 'worker'] as const).filter((role) => !ROLES.has(role));
  if (REDIS_URL !== undefined || missing.length === 0) return [];
  return [
    `ROLES leaves out ${missing.join(' and ')}, which takes another process and a REDIS_URL that they share: set REDIS_URL, such as redis://127.0.0.1:6379, or leave ROLES out`,
  ];
}

function splitList(list: string): readonly string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
