import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { findRedisBinary, usualBinaries } from '../../src/storage/embedded/binary.ts';

/** A Redis of a test's own, as an operator runs one: on a port of loopback, with its records on disk. */
export interface RedisChild {
  /** `redis://127.0.0.1:PORT`; the port stays the same. */
  readonly url: string;
  /** Starts it, also again after a kill; resolves when it answers. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Lets it hang: it takes connections and answers nothing. */
  freeze(): void;
  thaw(): void;
}

/** What differs from a new server in good order. */
export interface RedisChildOptions {
  /** Where its records are; a new folder when absent. Removed with the test. */
  readonly folder?: string;
  /** Whether it begins with an append-only file; it does when left out. */
  readonly appendOnly?: boolean;
  /**
   * Whether it is a Redis Cluster of one server, which owns all slots and refuses whatever crosses them; it is not
   * when left out. Its `start` resolves when it takes writes.
   */
  readonly isCluster?: boolean;
}

/** Prepares a server on a free port without starting it. It is ended with the test. */
export async function redisChild(options: RedisChildOptions = {}): Promise<RedisChild> {
  const { folder, appendOnly = true, isCluster = false } = options;
  const dir = folder ?? (await mkdtemp(join(tmpdir(), 'dateline-redis-')));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const cluster = isCluster ? ['--cluster-enabled', 'yes', '--cluster-port', `${await freePort()}`] : [];
  let child: ChildProcess | undefined;
  const kill = async () => {
    const ending = child;
    child = undefined;
    if (ending === undefined) return;
    const ended = once(ending, 'exit');
    ending.kill('SIGKILL');
    await ended;
  };
  onTestFinished(async () => {
    await kill();
    await rm(dir, { recursive: true, force: true });
  });

  return {
    url,
    async start() {
      const appending = ['--appendonly', appendOnly ? 'yes' : 'no'];
      const where = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir, ...appending, ...cluster];
      const policy = ['--save', '', '--appendfsync', 'no', '--maxmemory-policy', 'noeviction'];
      child = spawn(await findRedisBinary(usualBinaries), [...where, ...policy], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await untilSaid(child, 'Ready to accept');
      if (isCluster) await takeAllSlots(url, child);
    },
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
}

async function untilSaid({ stdout }: ChildProcess, words: string): Promise<void> {
  // Leaving the loop must not end the stream: more may be waited for.
  const chunks = stdout?.iterator({ destroyOnReturn: false }) ?? [];
  for await (const chunk of chunks) if (String(chunk).includes(words)) return;
  throw new Error('The Redis of this test did not start.');
}

/** A cluster takes writes a moment after all slots have an owner, and logs that it does. */
async function takeAllSlots(url: string, child: ChildProcess): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true });
  await redis.connect();
  await redis.cluster('ADDSLOTSRANGE', 0, 16_383);
  redis.disconnect();
  await untilSaid(child, 'Cluster state changed: ok');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
