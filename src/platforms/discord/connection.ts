import { setTimeout as delay } from 'node:timers/promises';
import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  HTTPError,
  Status,
} from 'discord.js';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import { late, within } from '../../newsroom/within.ts';
import type { BotAccount } from '../account.ts';
import type { ConnectionStatus } from '../platform.ts';
import { createClient } from './client.ts';
import { codeOf, loggable } from './errors.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { noMoreCommands } from './refusals.ts';
import { type DiscordCommands, registerCommands } from './registration.ts';

/** Options of {@link createConnection}. */
export interface ConnectionOptions {
  readonly token: string;
  /** The REST root, where the client asks for the gateway's address. */
  readonly apiUrl: string;
  /** The one server to register the commands in; everywhere when undefined. */
  readonly guildId: string | undefined;
  readonly commands: DiscordCommands;
  /** Told whether Discord accepts the token. */
  readonly account: BotAccount | undefined;
  /** Counts the requests that Discord refuses. */
  readonly invalid: InvalidRequests | undefined;
  /** How long to wait after this many failures in a row, from 0 on; undefined for the usual delays. */
  readonly retryDelayMs: ((failures: number) => number) | undefined;
  readonly now: () => Instant;
  readonly log: Logger;
  /** Adds the listeners to each new client, before it connects. */
  readonly attach: (client: Client) => void;
}

/** The one connection to Discord's gateway. */
export interface Connection {
  readonly status: () => ConnectionStatus;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** The state of the connection: why it is not ready, or the client that is. */
interface State {
  client: Client | undefined;
  why: string | undefined;
}

const badToken = 'Discord refuses the bot token';
const refusedCloseCode: number = GatewayCloseCodes.AuthenticationFailed;
/** A stop has ten seconds for everything. */
const goodbyeMs = 1_000;
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** A bot may begin 1000 sessions a day (Discord's page "Gateway"), so a refused token is tried less often. */
const refusedRetryMs = 120_000;
/** How long a connection may be away before a new one is begun: an address for resuming can be dead for good. */
const awayMs = 180_000;
/** Discord limits new commands per day (Discord's page "Application Commands"). */
const noMoreCommandsMs = 3_600_000;
/** After a connection that lasted this long, delays start short again. */
const stableMs = 300_000;

/**
 * Keeps the bot connected to Discord's gateway and its commands registered until `signal` aborts. The promise of
 * `run` resolves when the last client is gone, and never rejects.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const state: State = { client: undefined, why: 'not started yet' };
  return {
    status: () => statusOf(state),
    async run(signal) {
      for (let failures = 0; !signal.aborted; failures += 1) {
        state.why = 'connecting to Discord';
        const startedAt = options.now();
        const why = await connectOnce(options, state, signal);
        state.client = undefined;
        state.why = signal.aborted ? 'stopped' : why;
        if (why === badToken) options.account?.refused();
        if (options.now() - startedAt > stableMs) failures = 0;
        await pause(delayAfter(why, failures, options), signal);
      }
    },
  };
}

function statusOf({ client, why }: State): ConnectionStatus {
  if (why !== undefined) return { platform: 'discord', ready: false, why };
  const connected = client?.ws.shards.every((shard) => shard.status === Status.Ready) ?? false;
  if (connected) return { platform: 'discord', ready: true };
  return { platform: 'discord', ready: false, why: 'the connection to Discord is interrupted; reconnecting' };
}

/** Runs one client from login to its end. Returns why it ended, in plain words. */
async function connectOnce(options: ConnectionOptions, state: State, signal: AbortSignal): Promise<string> {
  const client = createClient(options);
  const over = new AbortController();
  try {
    options.attach(client);
    const ended = endOf(client, { stop: signal, over: over.signal });
    const ready = readyOf(client);
    const early = await Promise.race([client.login(options.token).then(() => ready), ended]);
    if (early !== undefined) return early;
    options.account?.accepted();
    state.client = client;
    const registered = keepRegistering(client, { options, state, signal: over.signal });
    return await Promise.race([ended, registered.then(() => ended)]);
  } catch (error) {
    options.log.warn(loggable(error), 'the connection to Discord failed');
    return whyNot(error);
  } finally {
    over.abort();
    await close(client, options.log);
  }
}

/** A gateway that has fallen silent does not take the goodbye either, and its socket would be waited for. */
async function close(client: Client, log: Logger): Promise<void> {
  try {
    const closed = await within(client.destroy(), goodbyeMs);
    if (closed === late) log.warn('the connection to Discord was left without its goodbye');
  } catch (error) {
    log.warn(loggable(error), 'a client did not close');
  }
}

async function readyOf(client: Client): Promise<undefined> {
  return new Promise((resolve) => client.once(Events.ClientReady, () => resolve(undefined)));
}

/** Resolves when the client will not reconnect by itself, or should stop. */
async function endOf(
  client: Client,
  { stop, over }: { readonly stop: AbortSignal; readonly over: AbortSignal },
): Promise<string> {
  return new Promise((resolve) => {
    client.once(Events.ShardDisconnect, ({ code }) => resolve(whyClosed(code)));
    client.once(Events.Invalidated, () => resolve('Discord ended the session'));
    onLongAway(client, over, () => resolve('Discord could not be reached again'));
    stop.addEventListener('abort', () => resolve('stopped'), { signal: over });
    if (stop.aborted) resolve('stopped');
  });
}

/** Calls `tell` when a shard has tried to reconnect in vain for too long. */
function onLongAway(client: Client, over: AbortSignal, tell: () => void): void {
  const timers = new Map<number, NodeJS.Timeout>();
  const stopTimer = (shardId: number) => {
    clearTimeout(timers.get(shardId));
    timers.delete(shardId);
  };
  client.on(Events.ShardReconnecting, (shardId) => {
    // A client that is being closed emits this as well.
    if (over.aborted || timers.has(shardId)) return;
    timers.set(shardId, setTimeout(tell, awayMs));
  });
  client.on(Events.ShardReady, stopTimer);
  client.on(Events.ShardResume, stopTimer);
  over.addEventListener('abort', () => [...timers.keys()].forEach(stopTimer));
}

/** Registers the commands, trying until it succeeds. Throws only when the token is refused. */
async function keepRegistering(
  client: Client,
  { options, state, signal }: { options: ConnectionOptions; state: State; signal: AbortSignal },
): Promise<void> {
  const { commands, guildId, log } = options;
  const applicationId = client.application?.id ?? '';
  const scope = { applicationId, ...(guildId !== undefined && { guildId }) };
  state.why = 'the commands are being registered with Discord';
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const written = await registerCommands(client.rest, scope, commands);
      if (!signal.aborted) state.why = undefined;
      log.info({ written, commands: commands.length }, 'the commands are registered with Discord');
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (isBadToken(error)) throw error;
      log.warn(loggable(error), 'the commands could not be registered with Discord');
      state.why = `the commands are not registered: ${whyNot(error)}`;
      const isFull = noMoreCommands.includes(codeOf(error) ?? 0);
      await pause(isFull ? noMoreCommandsMs : delayAfter(undefined, failures, options), signal);
    }
  }
}

function whyNot(error: unknown): string {
  if (isBadToken(error)) return badToken;
  if (error instanceof HTTPError) return `Discord is having trouble (status ${error.status})`;
  if (!(error instanceof DiscordAPIError)) return 'Discord cannot be reached';
  const code = codeOf(error);
  return `Discord answered with status ${error.status}${code === undefined ? '' : ` (code ${code})`}`;
}

function whyClosed(code: number): string {
  return code === refusedCloseCode ? badToken : `Discord closed the connection (code ${code})`;
}

function isBadToken(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  // The gateway library has no error type for close code 4004.
  return error instanceof Error && error.message === 'Authentication failed';
}

function delayAfter(
  why: string | undefined,
  failures: number,
  { retryDelayMs }: Pick<ConnectionOptions, 'retryDelayMs'>,
): number {
  if (retryDelayMs !== undefined) return retryDelayMs(failures);
  return why === badToken ? refusedRetryMs : Math.min(firstRetryMs * 2 ** failures, longestRetryMs);
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(delayMs, undefined, { signal });
  } catch {
    // Only the signal ends a delay early, and the caller checks it.
  }
}
