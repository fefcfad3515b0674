import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { RedisMissingError } from '../../../src/storage/embedded/binary.ts';
import { DataDirInUseError } from '../../../src/storage/embedded/owner.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../../src/storage/embedded.ts';

const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent, child: () => log };

let dataDir = '';
let temporary = '';
beforeEach(async () => {
  temporary = await realpath(await mkdtemp(join(tmpdir(), 'dateline-embedded-')));
  dataDir = join(temporary, 'data');
  // Registered first, so it runs last: when everything that the test started has been closed.
  onTestFinished(() => rm(temporary, { recursive: true }));
});

/** Starts an embedded Redis that is closed with the test. */
async function start(directory = dataDir): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({ dataDir: directory, log });
  onTestFinished(() => redis.close());
  return redis;
}

/** Connects a client that is closed with the test. */
function connectTo(socketPath: string): Redis {
  const client = new Redis({ path: socketPath, retryStrategy: () => 10, maxRetriesPerRequest: null });
  client.on('error', silent);
  onTestFinished(() => client.disconnect());
  return client;
}

async function serverPid(client: Redis): Promise<number> {
  return Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
}

/** Whether a process runs. One that has ended and only waits to be collected has no working directory any more. */
async function isRunning(pid: number): Promise<boolean> {
  if (process.platform === 'linux') return readlink(`/proc/${pid}/cwd`).then(Boolean, () => false);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

type Report = { readonly socketPath: string } | { readonly refused: string };

/** Starts a process that owns an embedded Redis of its own, and waits for its first word. */
async function startProcess(
  environment: Record<string, string> = {},
): Promise<{ child: ChildProcess; report: Report }> {
  const child = fork('test/support/embedded-process.ts', [dataDir], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    // One that was refused may be on its way out by itself.
    if (child.connected) child.send('close', () => undefined);
    await exited;
  });
  const [report] = await once(child, 'message');
  return { child, report };
}

function socketOf(report: Report): string {
  expect(report).toHaveProperty('socketPath');
  return 'socketPath' in report ? report.socketPath : '';
}

async function killHard(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('an embedded Redis', () => {
  it('is private to its user, has no port, and keeps every answered write', async () => {
    const client = connectTo((await start()).socketPath);
    const settings = await Promise.all(
      [
        'port',
        'unixsocketperm',
        'appendonly',
        'appendfsync',
        'save',
        'maxmemory-policy',
        'hash-max-listpack-value',
        'hash-max-listpack-entries',
      ].map(async (name) => client.config('GET', name)),
    );
    expect(
      Object.fromEntries(
        settings.map((pair) => (Array.isArray(pair) ? pair : Object.entries(Object(pair)).flat())),
      ),
    ).toEqual({
      port: '0',
      unixsocketperm: '700',
      appendonly: 'yes',
      appendfsync: 'always',
      save: '',
      'maxmemory-policy': 'noeviction',
      'hash-max-listpack-value': '128',
      'hash-max-listpack-entries': '512',
    });
    expect((await stat(join(dataDir, 'redis'))).mode & 0o777).toBe(0o700);
  });

  it('stops cleanly, leaves no process and no socket, and has its data at the next start', async () => {
    const first = await start();
    const client = connectTo(first.socketPath);
    await client.set('story', 'harbour-bridge');
    const pid = await serverPid(client);
    await Promise.all([first.close(), first.close()]);
    expect(await isRunning(pid)).toBe(false);
    expect((await readdir(join(dataDir, 'redis'))).filter((name) => /^owner|sock$|pid$/.test(name))).toEqual(
      [],
    );

    const second = await start();
    expect(await connectTo(second.socketPath).get('story')).toBe('harbour-bridge');
  });

  it('makes its directory, tightens an open one, and leaves few files after many starts', async () => {
    await mkdir(join(dataDir, 'deep', 'redis'), { recursive: true, mode: 0o755 });
    await chmod(join(dataDir, 'deep', 'redis'), 0o755);
    for (const _round of [1, 2, 3]) await (await start(join(dataDir, 'deep'))).close();
    const folder = join(dataDir, 'deep', 'redis');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual(['appendonlydir', 'turn-3']);
  });

  it.each([
    ['file', 'file: it is a file and no directory'],
    ['file/below', 'file: it is a file and no directory'],
    ['.', 'redis: it is a file and no directory'],
  ])('says that DATA_DIR is at fault where there can be no directory: %s', async (path, fault) => {
    await Promise.all(['file', 'redis'].map((name) => writeFile(join(temporary, name), '')));
    await expect(start(join(temporary, path))).rejects.toThrow(
      `DATA_DIR cannot be used: ${temporary}/${fault}. Set it to a directory that this user may write to.`,
    );
  });

  it.each(['/proc', '/proc/dateline/data'])(
    'says so too where a system makes no directories: %s',
    async (path) => {
      await expect(start(path)).rejects.toThrow('DATA_DIR cannot be used: /proc');
    },
  );

  it('moves its sockets to a private temporary folder when the path is long, the same one each time', async () => {
    const long = join(dataDir, 'n'.repeat(60), 'm'.repeat(60));
    const first = await start(long);
    const sockets = join(first.socketPath, '..');
    expect(Buffer.byteLength(first.socketPath)).toBeLessThan(100);
    expect(first.socketPath.startsWith(tmpdir())).toBe(true);
    expect((await stat(sockets)).mode & 0o777).toBe(0o700);
    await connectTo(first.socketPath).set('story', 'kept');
    await expect(startEmbeddedRedis({ dataDir: long, log })).rejects.toThrow(DataDirInUseError);
    await first.close();
    const second = await start(long);
    expect(second.socketPath).toBe(first.socketPath);
    expect(await connectTo(second.socketPath).get('story')).toBe('kept');
    await second.close();
    await rm(sockets, { recursive: true });
  });

  it('names the install commands when there is no server', async () => {
    const starting = startEmbeddedRedis({
      dataDir,
      log,
      binaries: ['/nowhere/redis-server', 'no-such-server'],
    });
    await expect(starting).rejects.toThrow(RedisMissingError);
    await expect(starting).rejects.toThrow(
      /apt-get install redis-server[^]*dnf install[^]*brew install redis/,
    );
  });

  it('says what the server said when it does not start, and can be started after that', async () => {
    await mkdir(join(dataDir, 'redis', 'appendonlydir'), { recursive: true });
    await writeFile(join(dataDir, 'redis', 'appendonlydir', 'appendonly.aof.manifest'), 'not a manifest\n');
    await expect(startEmbeddedRedis({ dataDir, log })).rejects.toThrow(/ended with code 1[^]*manifest/i);
    await rm(join(dataDir, 'redis', 'appendonlydir'), { recursive: true });
    expect(await connectTo((await start()).socketPath).ping()).toBe('PONG');
  });

  it('gives up a start when it is told to, and leaves the directory free', async () => {
    const reason = new Error('told to stop');
    await expect(startEmbeddedRedis({ dataDir, log, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(await connectTo((await start()).socketPath).ping()).toBe('PONG');
  });
});

describe('one owner per data directory', () => {
  it('refuses a second start in the same process and in another one, naming the first', async () => {
    const first = await start();
    const second = startEmbeddedRedis({ dataDir, log });
    await expect(second).rejects.toThrow(DataDirInUseError);
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    const { report } = await startProcess();
    expect(report).toEqual({ refused: expect.stringContaining(`process ${process.pid}`) });
    expect(await connectTo(first.socketPath).ping()).toBe('PONG');
  });

  it('lets exactly one of many starts at once succeed, also after a crash', async () => {
    const crashed = await startProcess();
    await killHard(crashed.child);
    const starts = await Promise.allSettled(
      Array.from({ length: 12 }, () => startEmbeddedRedis({ dataDir, log, fsync: 'no' })),
    );
    const started = starts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    onTestFinished(async () => void (await Promise.all(started.map((one) => one.close()))));
    expect(started).toHaveLength(1);
    const reasons = starts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(reasons.every((reason) => reason instanceof DataDirInUseError)).toBe(true);
  });
});

describe('after kill -9', () => {
  it('of Dateline, the next start ends the server that was left and keeps its data', async () => {
    const { child, report } = await startProcess();
    const client = connectTo(socketOf(report));
    await client.set('story', 'kept');
    const orphan = await serverPid(client);
    await killHard(child);
    expect(await isRunning(orphan)).toBe(true);

    const next = connectTo((await start()).socketPath);
    expect(await next.get('story')).toBe('kept');
    expect(await isRunning(orphan)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')(
    'of Dateline, a server whose socket is gone too is found',
    async () => {
      const { child, report } = await startProcess();
      const client = connectTo(socketOf(report));
      await client.set('story', 'kept');
      const orphan = await serverPid(client);
      await killHard(child);
      await rm(socketOf(report));

      expect(await connectTo((await start()).socketPath).get('story')).toBe('kept');
      expect(await isRunning(orphan)).toBe(false);
    },
  );

  it('of Dateline, a server in another temporary folder is found', async () => {
    dataDir = join(dataDir, 'n'.repeat(60), 'm'.repeat(60));
    const { child, report } = await startProcess({ TMPDIR: temporary });
    const client = connectTo(socketOf(report));
    await client.set('story', 'kept');
    const orphan = await serverPid(client);
    await expect(startEmbeddedRedis({ dataDir, log })).rejects.toThrow(`process ${child.pid}`);
    await killHard(child);

    const next = await start();
    expect(await connectTo(next.socketPath).get('story')).toBe('kept');
    expect(await isRunning(orphan)).toBe(false);
    await next.close();
    await rm(join(next.socketPath, '..'), { recursive: true });
  });

  it('of the server, again and again, it is started again and clients go on with their data', async () => {
    const client = connectTo((await start()).socketPath);
    for (const round of ['1', '2', '3']) {
      await client.set('round', round);
      const pid = await serverPid(client);
      process.kill(pid, 'SIGKILL');
      expect(await client.get('round')).toBe(round);
      expect(await serverPid(client)).not.toBe(pid);
    }
  });

  it('of the server, closing at that moment leaves nothing running', async () => {
    const redis = await start();
    const pid = await serverPid(connectTo(redis.socketPath));
    process.kill(pid, 'SIGKILL');
    await redis.close();
    const listening = await readFile('/proc/net/unix', 'utf8').catch(() => '');
    expect(listening).not.toContain(redis.socketPath);
    await (await start()).close();
  });
});
