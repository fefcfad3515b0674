import { randomBytes } from 'node:crypto';
import { readdir, readlink, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { basename, join } from 'node:path';
import type { RedisFolders } from './folder.ts';

/** Another running Dateline uses this data directory. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(
      `Another Dateline (process ${pid}) already uses ${dataDir}. Stop it first, or set DATA_DIR to another directory.`,
    );
    this.pid = pid;
  }
}

/** The right to run the one Redis of a data directory. */
export interface Ownership {
  /** Folders in which earlier owners may have left a server running. */
  readonly formerSockets: readonly string[];
  release(): Promise<void>;
}

/**
 * Takes ownership of a data directory. Throws a {@link DataDirInUseError} when another process has it.
 *
 * An owner is alive as long as its socket answers; the system closes it however the process dies. Process ids are not
 * trusted, since they are reused and differ between containers. The owner is the one with the highest turn: a link,
 * which only one process can create, to the owner's socket. A turn is created only after the one before was seen
 * dead, and no number is used twice, so of many processes that start at once exactly one succeeds.
 */
export async function takeOwnership(dataDir: string, folders: RedisFolders): Promise<Ownership> {
  const socketPath = join(folders.sockets, `owner-${process.pid}-${randomBytes(3).toString('hex')}`);
  const server = await listen(socketPath);
  const release = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    const turn = await takeTurn(dataDir, folders.data, socketPath);
    return { formerSockets: await clearFormerTurns(folders.data, turn), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function takeTurn(dataDir: string, folder: string, socketPath: string): Promise<number> {
  for (;;) {
    const last = await lastTurn(folder);
    await refuseIfAlive(dataDir, folder, last);
    const mine = last + 1;
    const made = await makeTurn(folder, mine, socketPath);
    // A slow starter may have created a turn that others have already passed: only the last turn counts.
    if (made && (await lastTurn(folder)) === mine) return mine;
    if (made) await rm(turnPath(folder, mine), { force: true });
  }
}

async function refuseIfAlive(dataDir: string, folder: string, turn: number): Promise<void> {
  const socketPath = await ownerSocket(folder, turn);
  if (socketPath === undefined || !(await answers(socketPath))) return;
  throw new DataDirInUseError(dataDir, Number(basename(socketPath).split('-')[1]));
}

async function makeTurn(folder: string, turn: number, socketPath: string): Promise<boolean> {
  try {
    await symlink(socketPath, turnPath(folder, turn));
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes earlier turns and their sockets. Returns the folders that those sockets were in. */
async function clearFormerTurns(folder: string, turn: number): Promise<readonly string[]> {
  const formerSockets = new Set<string>();
  for (const former of (await turns(folder)).filter((other) => other < turn)) {
    const socketPath = await ownerSocket(folder, former);
    if (socketPath !== undefined) {
      formerSockets.add(join(socketPath, '..'));
      await rm(socketPath, { force: true });
    }
    await rm(turnPath(folder, former), { force: true });
  }
  return [...formerSockets];
}

async function turns(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^turn-\d+$/.test(name)).map((name) => Number(name.slice('turn-'.length)));
}

async function lastTurn(folder: string): Promise<number> {
  return Math.max(0, ...(await turns(folder)));
}

function turnPath(folder: string, turn: number): string {
  return join(folder, `turn-${turn}`);
}

/** The address that a turn points at; undefined when there is no such turn (any more). */
async function ownerSocket(folder: string, turn: number): Promise<string | undefined> {
  try {
    return await readlink(turnPath(folder, turn));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function listen(socketPath: string): Promise<Server> {
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  // Owning a directory should not keep the process running.
  server.unref();
  return server;
}

/** Whether a process listens at this address. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socketPath);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    // Any other error, such as a full queue of connections, means that somebody is there.
    connection.once('error', (error) => resolve(!deadCodes.some((code) => hasCode(error, code))));
  });
}

const deadCodes = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'] as const;

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
