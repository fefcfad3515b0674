import { setInterval } from 'node:timers/promises';
import { type App, startApp } from '../app.ts';
import type { Config } from '../config.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Logger } from '../logger.ts';
import type { World } from './world.ts';

const readyWithinMs = 20_000;
const readyCheckMs = 20;

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
  /** The bot's clock; the machine's when absent. */
  readonly now?: () => Instant;
}

/** The sandbox's cards tell of a silence; its desk gets no reminders. */
const usualUpkeep: Config['upkeep'] = { silenceMs: 3_600_000, askCloseMs: 0, keyEntries: 0, keyMs: 0 };

/** The configuration of a bot that works against a world; each process adds its roles. */
export function botConfig(world: World, dataDir: string): Omit<Config, 'roles'> {
  return {
    platforms: world.platforms,
    chiefs: world.chiefs,
    callsPerSecond: { discord: 50, telegram: 30 },
    dataDir,
    http: { host: '127.0.0.1', port: 0 },
    previewFor: 'reporters',
    undoMs: 0,
    upkeep: usualUpkeep,
    logLevel: 'warn',
  };
}

/** Starts the whole real bot against a world, on an embedded Redis, and waits until both platforms are connected. */
export async function startBot(world: World, options: BotOptions): Promise<App> {
  const { dataDir, log, isPaced = true, now = Date.now, ...chosen } = options;
  const config: Config = {
    ...botConfig(world, dataDir),
    ...chosen,
    roles: new Set(['gateway', 'worker']),
  };
  const app = await startApp({ config, log, now, isPaced, areAnswersPaced: world.enforcesLimits });
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
