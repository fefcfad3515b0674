import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where an embedded Redis lives. */
export interface RedisFolders {
  /** Its files and the links that decide who owns it. */
  readonly data: string;
  /** Its sockets: the same folder, or one with a shorter path. */
  readonly sockets: string;
}

/** unix(7): an address holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const maxSocketPathBytes = 100;

/** The longest name of a socket in the folder: an owner's, with Linux's greatest process id. */
const longestSocketName = 'owner-4194304-012345';

/**
 * Makes the folders of the embedded Redis of `dataDir`, for this user alone (mode 0700). Where the path is too long
 * for a socket, the sockets go to a folder of their own in the system's temporary directory, named by the path.
 * Throws a sentence that names DATA_DIR when a folder cannot be made there, and an error when that temporary folder
 * belongs to somebody else.
 */
export async function makeRedisFolders(dataDir: string): Promise<RedisFolders> {
  const data = await makeDataFolder(dataDir).catch((error: unknown) => {
    throw unusable(dataDir, error);
  });
  if (Buffer.byteLength(join(data, longestSocketName)) <= maxSocketPathBytes) return { data, sockets: data };
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 12);
  const sockets = join(tmpdir(), `dateline-${hash}`);
  await makePrivateFolder(sockets);
  return { data, sockets };
}

async function makeDataFolder(dataDir: string): Promise<string> {
  await makeFolder(dataDir);
  const data = join(await realpath(dataDir), 'redis');
  await makePrivateFolder(data);
  return data;
}

/**
 * Makes a folder and those above it, where they are missing. Node's own way to do that never returns for a path in
 * /proc, where no folder can be made.
 */
async function makeFolder(path: string, mode?: number): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  try {
    await mkdir(path, mode);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** By the system's error codes (errno(3)). */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no directory can be made there',
  EEXIST: 'it is a file and no directory',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a file system that is only for reading',
  ENOSPC: 'the disk is full',
};

function unusable(dataDir: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  const path = 'path' in error ? String(error.path) : dataDir;
  return new Error(
    `DATA_DIR cannot be used: ${path}: ${reasons[code] ?? code}. Set it to a directory that this user may write to.`,
    { cause: error },
  );
}

async function makePrivateFolder(path: string): Promise<void> {
  await makeFolder(path, 0o700);
  const found = await lstat(path);
  // Anybody can create folders in the temporary directory, so one that belongs to somebody else is not trusted.
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${path} is not a directory of this user: remove it, or set DATA_DIR to another place.`);
  }
  await chmod(path, 0o700);
}
