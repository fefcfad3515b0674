import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createLogger } from '../../src/logger.ts';
import { startEmbeddedRedis } from '../../src/storage/embedded.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The socket of the run's own Redis. */
    redisSocket: string;
  }
}

/** Starts one embedded Redis for the whole run; what it returns stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  const log = createLogger({ level: 'warn', secrets: [] });
  const redis = await startEmbeddedRedis({ dataDir, log, fsync: 'no' });
  project.provide('redisSocket', redis.socketPath);
  return async () => {
    await redis.close();
    await rm(dataDir, { recursive: true });
  };
}
