import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import type { Logger } from '../../logger.ts';
import { redisPidFile } from './orphan.ts';

/** How one server is run. */
export interface ServerOptions {
  readonly binary: string;
  /** Its working directory, which holds its files. */
  readonly folder: string;
  readonly socketPath: string;
  /** When a write is on disk: before it is answered, or whenever the system decides (for tests). */
  readonly fsync: 'always' | 'no';
  readonly log: Logger;
}

/** A server that has loaded its data and answers. */
export interface RunningServer {
  readonly pid: number;
  /** Resolves when the process has ended, with how it ended in plain words. */
  readonly ended: Promise<string>;
  /** Tells it to write out everything and exit; kills it after `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}

/** How many of its last lines are kept, to say why a server did not start. */
const keptLines = 8;

const lastWordsMs = 250;

/**
 * Starts one server and waits until it has loaded its data. Throws with the server's last words when it ends before
 * that, and with the signal's reason when that aborts first; then no process is left.
 */
export async function startServer(options: ServerOptions, signal: AbortSignal): Promise<RunningServer> {
  signal.throwIfAborted();
  const { child, lastLines } = spawnServer(options);
  const ended = endOf(child);
  const startAbort = new AbortController();
  try {
    const outcome = await Promise.race([
      ended.then((how) => `Redis ${how} while starting. Its last words:\n${lastLines.join('\n')}`),
      ready(options.socketPath, AbortSignal.any([signal, startAbort.signal])).then(() => undefined),
    ]);
    if (outcome !== undefined) throw new Error(outcome);
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw error;
  } finally {
    startAbort.abort();
  }
  // Only a process that could not be started has no id, and its end was handled above.
  return { pid: child.pid ?? 0, ended, stop: (deadlineMs) => stop(child, ended, deadlineMs) };
}

function spawnServer(options: ServerOptions): { child: ChildProcess; lastLines: readonly string[] } {
  // In a session of its own: otherwise Ctrl+C in a terminal would stop the server before Dateline is done with it.
  const child = spawn(options.binary, ['-'], {
    cwd: options.folder,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lastLines: string[] = [];
  const keep = (line: string): void => {
    options.log.debug({ redis: line }, 'redis says');
    lastLines.push(line);
    if (lastLines.length > keptLines) lastLines.shift();
  };
  createInterface({ input: child.stdout }).on('line', keep);
  createInterface({ input: child.stderr }).on('line', keep);
  // A server that exits at once does not read its configuration. Its exit is reported, not this.
  child.stdin.on('error', () => undefined);
  child.stdin.end(serverConfig(options));
  return { child, lastLines };
}

/** The server's configuration, as its documentation (redis.conf) names the settings. */
function serverConfig({ socketPath, fsync }: ServerOptions): string {
  return [
    'port 0',
    `unixsocket ${JSON.stringify(socketPath)}`,
    'unixsocketperm 700',
    'daemonize no',
    `pidfile ${redisPidFile}`,
    'save ""',
    'appendonly yes',
    `appendfsync ${fsync}`,
    'maxmemory-policy noeviction',
    // Keeps small hashes packed. Redis 6 knows hash-max-listpack-* by these names too.
    'hash-max-ziplist-entries 512',
    'hash-max-ziplist-value 128',
    '',
  ].join('\n');
}

/** How a process ended: `ended with code 1`, `was killed by SIGKILL`. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be run (${error.message})`));
    child.once('exit', (code, signalName) => {
      const how = signalName === null ? `ended with code ${code}` : `was killed by ${signalName}`;
      // Its last words arrive a little later. A process that it forked may keep the pipes open for longer.
      const timer = setTimeout(resolve, lastWordsMs, how);
      child.once('close', () => {
        clearTimeout(timer);
        resolve(how);
      });
    });
  });
}

/** Waits until the server answers and has loaded its data. Before that it may not even be listening. */
async function ready(path: string, signal: AbortSignal): Promise<void> {
  const redis = new Redis({
    path,
    retryStrategy: () => 10,
    maxRetriesPerRequest: null,
    maxLoadingRetryTime: 20,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      redis.on('error', () => undefined);
      redis.once('ready', resolve);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      if (signal.aborted) reject(signal.reason);
    });
  } finally {
    redis.disconnect();
  }
}

async function stop(child: ChildProcess, ended: Promise<string>, deadlineMs: number): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  await ended;
  clearTimeout(timer);
}
