import type { QueueStatistics } from '../delivery/queue-statistics.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { RecordStatistics } from './statistics.ts';

/** How this process stands. */
export interface Standing {
  readonly isReady: boolean;
  readonly isRedisUp: boolean;
  readonly platforms: readonly { readonly platform: PlatformName; readonly isReady: boolean }[];
}

/** What is read when somebody looks. */
export interface WireReading {
  readonly now: Instant;
  readonly standing: Standing;
  /** Absent while Redis does not answer. */
  readonly queues?: readonly QueueStatistics[];
  readonly records?: RecordStatistics;
}

/** What {@link createReader} reads from. */
export interface ReaderDeps {
  readonly standing: () => Standing;
  readonly queues: () => Promise<readonly QueueStatistics[]>;
  readonly records: () => Promise<RecordStatistics>;
  readonly now: () => Instant;
}

type Shared = Pick<WireReading, 'queues' | 'records'>;

/** However many look and however often: Redis is read at most this often. */
const shortestMs = 5_000;
/** Reading may take this share of the time at most: on a wire of many destinations it is done less often. */
const largestShare = 0.05;
/** What is shown is never older. */
const longestMs = 60_000;
/** Somebody who looks is not kept waiting longer for a Redis that does not answer. */
const patienceMs = 3_000;

/** Reads what `/metrics` shows. It never throws: while Redis does not answer, what stands there is left out. */
export function createReader({ standing, queues, records, now }: ReaderDeps): () => Promise<WireReading> {
  let last: Shared = {};
  let under: Promise<Shared> | undefined;
  let freshUntil = 0;

  async function readShared(): Promise<Shared> {
    const startedAt = performance.now();
    let restMs = shortestMs;
    try {
      const [jobs, kept] = await Promise.all([queues(), records()]);
      last = { queues: jobs, records: kept };
      restMs = Math.max(shortestMs, (performance.now() - startedAt) / largestShare);
    } catch {
      last = {};
    }
    freshUntil = performance.now() + Math.min(restMs, longestMs);
    under = undefined;
    return last;
  }

  return async () => {
    const stands = standing();
    const shared = stands.isRedisUp ? await readSoon() : {};
    // A connection may stand to a Redis that says nothing any more.
    const isRedisUp = shared.records !== undefined;
    return { now: now(), standing: { ...stands, isRedisUp }, ...shared };
  };

  async function readSoon(): Promise<Shared> {
    if (performance.now() < freshUntil) return last;
    under ??= readShared();
    return within(under, patienceMs);
  }
}

/** What a promise resolves to, or nothing when that takes longer. */
async function within(promise: Promise<Shared>, ms: number): Promise<Shared> {
  const { promise: tooLate, end } = afterMs(ms);
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    end();
  }
}

function afterMs(ms: number): { readonly promise: Promise<Shared>; readonly end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<Shared>((resolve) => {
    timer = setTimeout(() => resolve({}), ms);
  });
  return { promise, end: () => clearTimeout(timer) };
}
