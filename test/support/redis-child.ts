import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
}

/** Prepares a server on a free port without starting it. It is ended with the test. */
export async function redisChild({ folder, appendOnly = true }: RedisChildOptions = {}): Promise<RedisChild> {
  const dir = folder ?? (await mkdtemp(join(tmpdir(), 'dateline-redis-')));
  const port = await freePort();
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
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const appending = ['--appendonly', appendOnly ? 'yes' : 'no'];
      const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir, ...appending];
      const policy = ['--save', '', '--appendfsync', 'no', '--maxmemory-policy', 'noeviction'];
      child = spawn(await findRedisBinary(usualBinaries), [...options, ...policy], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      for await (const chunk of child.stdout ?? []) if (String(chunk).includes('Ready to accept')) return;
      throw new Error('The Redis of this test did not start.');
    },
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
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
