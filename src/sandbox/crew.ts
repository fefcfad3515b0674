import { startApp } from '../app.ts';
import type { Config } from '../config.ts';
import { withReleasers } from '../releasers.ts';
import { startEmbeddedRedis } from '../storage/embedded.ts';
import { type BotOptions, botConfig, untilReady } from './bot.ts';
import { type WorkerControl, WorkerProcess } from './worker-control.ts';
import type { World } from './world.ts';

/** The whole bot as two processes on one Redis: this one listens to both platforms, the other one delivers. */
export interface Crew {
  readonly worker: WorkerControl;
  stop(): Promise<void>;
}

/** Options of {@link startCrew}. */
export interface CrewOptions extends Pick<BotOptions, 'dataDir' | 'log'> {
  /** Called with one sentence for each kind of trouble that the worker reports. */
  readonly onTrouble: (sentence: string) => void;
}

/**
 * Starts the bot against a world in two processes, on a private Redis, and waits until both work. Rejects when one
 * does not start.
 */
export async function startCrew(world: World, { dataDir, log, onTrouble }: CrewOptions): Promise<Crew> {
  const { value, release } = await withReleasers(async (onRelease) => {
    const redis = await startEmbeddedRedis({ dataDir, log });
    onRelease(() => redis.close());
    const config = crewConfig(world, dataDir, redis.socketPath);
    const gateway = await startApp({ config: { ...config, roles: new Set(['gateway']) }, log });
    onRelease(() => gateway.stop());
    const worker = new WorkerProcess({ ...config, roles: new Set(['worker']) }, onTrouble);
    onRelease(() => worker.stop());
    worker.start();
    await Promise.all([untilReady(gateway), worker.untilRunning()]);
    return worker;
  });
  return { worker: value, stop: release };
}

function crewConfig(world: World, dataDir: string, socketPath: string): Omit<Config, 'roles'> {
  const { discord, telegram } = world.platforms;
  return {
    ...botConfig(world, dataDir),
    platforms: { discord, telegram: { ...telegram, localTimes: true } },
    // The Redis client accepts the path of a socket where it expects an address.
    redisUrl: socketPath,
  };
}
