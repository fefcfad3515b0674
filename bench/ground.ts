import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, type Logger } from '../src/logger.ts';
import { type OnRelease, withReleasers } from '../src/releasers.ts';

/** Logs only errors, and apart from the figures. */
export const log: Logger = createLogger({
  level: 'error',
  secrets: [],
  destination: { write: (line) => void process.stderr.write(line) },
});

/** Runs a measurement that acquires things, and releases them in any case. */
export async function onGround<T>(measure: (onRelease: OnRelease) => Promise<T>): Promise<T> {
  const { value, release } = await withReleasers(measure);
  await release();
  return value;
}

/** An empty data directory that is removed on release. */
export async function temporaryDataDir(onRelease: OnRelease): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-bench-'));
  onRelease(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** Goes through the items, `concurrency` at a time. */
export async function eachOf<T>(
  items: readonly T[],
  concurrency: number,
  visit: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await visit(item);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}
