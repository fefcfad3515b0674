import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis, ReplyError } from 'ioredis';
import type { Logger } from '../../logger.ts';
import type { RedisFolders } from './folder.ts';
import { answers } from './owner.ts';

/** The name of the server's socket in its folder. */
export const redisSocketName = 'redis.sock';

/** The file in which the server writes its process id. */
export const redisPidFile = 'redis.pid';

/** What {@link stopOrphans} works with. */
export interface OrphanSearch {
  readonly folders: RedisFolders;
  /** The folders of sockets that earlier owners used. */
  readonly formerSockets: readonly string[];
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Finds the servers that a killed owner left running on these folders and shuts them down cleanly, so that two
 * servers never write the same files. Resolves when they are gone. Throws when one does not go, and when the signal
 * aborts.
 */
export async function stopOrphans({ folders, formerSockets, log, signal }: OrphanSearch): Promise<void> {
  for (const folder of new Set([folders.sockets, ...formerSockets])) {
    const path = join(folder, redisSocketName);
    if (!(await answers(path))) continue;
    log.warn({ path }, 'found the Redis of a Dateline that was killed: shutting it down');
    await shutDown(path);
  }
  const pid = await pidByFile(folders.data);
  if (pid === undefined) return;
  log.warn({ pid }, 'found the Redis of a Dateline that was killed, without its socket: shutting it down');
  process.kill(pid, 'SIGTERM');
  await gone(pid, folders.data, signal);
}

/** Tells the server at this address to write out everything and exit. Its connection ends when it does. */
async function shutDown(path: string): Promise<void> {
  // It may still be loading its data; it obeys all the same.
  const redis = new Redis({ path, enableReadyCheck: false, retryStrategy: () => null });
  redis.on('error', () => undefined);
  const ended = new Promise((resolve) => redis.once('end', resolve));
  try {
    await redis.shutdown('NOSAVE');
  } catch (error) {
    // A shutdown that succeeds answers with a closed connection.
    if (error instanceof ReplyError) throw error;
  }
  await ended;
}

/** The process id of a server whose socket is gone but which still works in the folder. */
async function pidByFile(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, redisPidFile), 'utf8').catch(() => '');
  const pid = Number(text);
  return pid > 0 && (await worksIn(pid, folder)) ? pid : undefined;
}

/** Whether a process works in a folder. Only Linux tells; elsewhere a server is found by its socket alone. */
async function worksIn(pid: number, folder: string): Promise<boolean> {
  return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === folder;
}

/** Waits for the end of a process that is not our child, by asking again and again. */
async function gone(pid: number, folder: string, signal: AbortSignal): Promise<void> {
  for (let waits = 0; waits < 600; waits += 1) {
    if (!(await worksIn(pid, folder))) return;
    await delay(50, undefined, { signal });
  }
  throw new Error(
    `The Redis process ${pid} of an earlier Dateline does not stop. End it by hand, then start again.`,
  );
}
