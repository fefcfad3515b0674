import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import { findRedisBinary, usualBinaries } from './embedded/binary.ts';
import { makeRedisFolders } from './embedded/folder.ts';
import { redisSocketName, stopOrphans } from './embedded/orphan.ts';
import { takeOwnership } from './embedded/owner.ts';
import { type RunningServer, type ServerOptions, startServer } from './embedded/server.ts';

/** What {@link startEmbeddedRedis} needs. */
export interface EmbeddedRedisOptions {
  /** The directory for Dateline's data; created when it does not exist. */
  readonly dataDir: string;
  readonly log: Logger;
  /** Aborts a start that is still under way. */
  readonly signal?: AbortSignal;
  /** When a write is on disk: before it is answered (the default), or whenever the system decides. */
  readonly fsync?: 'always' | 'no';
  /** The server commands to try, best first; the usual ones when absent. */
  readonly binaries?: readonly string[];
}

/** A private Redis that runs as long as this process and keeps its data in one directory. */
export interface EmbeddedRedis {
  /** The address for ioredis's `path`. It stays the same when the server is restarted. */
  readonly socketPath: string;
  /** Stops the server cleanly and releases the directory. Further calls wait for the first. */
  close(): Promise<void>;
}

const stopDeadlineMs = 10_000;
const longestPauseMs = 5_000;
const steadyAfterMs = 10_000;

/**
 * Starts the embedded Redis of a data directory: a child process that listens on a unix socket for this user alone,
 * without a TCP port. When the child dies, it is restarted at the same address with everything it had confirmed. A
 * server that a killed Dateline left behind is shut down first.
 *
 * Throws a `DataDirInUseError` when another Dateline uses the directory, a `RedisMissingError` when no server is
 * installed, an Error with the server's last words when it does not start, and the signal's reason when that aborts
 * first. After a throw nothing is left running.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const { dataDir, log, fsync = 'always', binaries = usualBinaries } = options;
  const closing = new AbortController();
  const starting = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])]);
  const binary = await findRedisBinary(binaries);
  const folders = await makeRedisFolders(dataDir);
  const socketPath = join(folders.sockets, redisSocketName);
  const ownership = await takeOwnership(dataDir, folders);
  const server: ServerOptions = { binary, folder: folders.data, socketPath, fsync, log };
  try {
    await stopOrphans({ folders, formerSockets: ownership.formerSockets, log, signal: starting });
    const first = await startServer(server, starting);
    log.info({ pid: first.pid, dataDir }, 'embedded Redis is running');
    const supervised = keepRunning(first, server, closing.signal);
    const close = async (): Promise<void> => {
      closing.abort();
      await supervised;
      await ownership.release();
    };
    return { socketPath, close };
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

/** Restarts the server whenever it ends, until the signal; then stops it. Resolves once it has stopped. */
async function keepRunning(
  first: RunningServer,
  options: ServerOptions,
  closing: AbortSignal,
): Promise<void> {
  let server: RunningServer | undefined = first;
  let pauseMs = 0;
  for (;;) {
    const sinceMs = performance.now();
    if (server !== undefined) await endOrStop(server, options.log, closing);
    if (closing.aborted) return;
    pauseMs = performance.now() - sinceMs > steadyAfterMs ? 0 : nextPause(pauseMs);
    await delay(pauseMs, undefined, { signal: closing }).catch(() => undefined);
    server = await startAgain(options, closing);
  }
}

/** Waits until the server ends by itself, or stops it at the signal. */
async function endOrStop(server: RunningServer, log: Logger, closing: AbortSignal): Promise<void> {
  const stop = (): void => void server.stop(stopDeadlineMs);
  closing.addEventListener('abort', stop, { once: true });
  // A process that exits without closing takes its server along.
  process.once('exit', stop);
  if (closing.aborted) stop();
  const how = await server.ended;
  process.off('exit', stop);
  closing.removeEventListener('abort', stop);
  if (!closing.aborted) log.error({ pid: server.pid }, `embedded Redis ${how}: starting it again`);
}

async function startAgain(options: ServerOptions, closing: AbortSignal): Promise<RunningServer | undefined> {
  try {
    const server = await startServer(options, closing);
    options.log.info({ pid: server.pid }, 'embedded Redis is running again');
    return server;
  } catch (error) {
    if (!closing.aborted) options.log.error({ err: error }, 'embedded Redis does not start: trying again');
    return undefined;
  }
}

function nextPause(pauseMs: number): number {
  return Math.min(longestPauseMs, pauseMs === 0 ? 50 : pauseMs * 2);
}
