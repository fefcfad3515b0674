import type { QueueStatistics } from '../delivery/queue-statistics.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import { late, within } from '../newsroom/within.ts';
import type { RecordStatistics } from './statistics.ts';

/** The state of this process. */
export interface Standing {
  readonly isReady: boolean;
  readonly isRedisUp: boolean;
  readonly platforms: readonly { readonly platform: PlatformName; readonly isReady: boolean }[];
}

/** Everything that is read for one look at `/metrics`. */
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

/** However often it is looked at, Redis is read at most this often. */
const shortestMs = 5_000;
/** The largest share of time spent on reading: with many destinations, it is done less often. */
const largestShare = 0.05;
/** What is shown is never older than this. */
const longestMs = 60_000;
/** How long somebody who looks waits for a Redis that does not answer. */
const patienceMs = 3_000;

/** Reads what `/metrics` shows. It never throws: while Redis does not answer, what is in Redis is left out. */
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
    // There may be a connection to a Redis that no longer answers.
    const isRedisUp = shared.records !== undefined;
    return { now: now(), standing: { ...stands, isRedisUp }, ...shared };
  };

  async function readSoon(): Promise<Shared> {
    if (performance.now() < freshUntil) return last;
    under ??= readShared();
    const read = await within(under, patienceMs);
    return read === late ? {} : read;
  }
}
