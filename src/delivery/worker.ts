import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { ZodError } from 'zod';
import { nextDigest } from './digest-times.ts';
import type { QueueSettings } from './queues.ts';
import type { RunWindows } from './run-windows.ts';

/** A dead process's job is taken over this long after its last sign of life. */
const lockMs = 10_000;
const stalledCheckMs = 5_000;

/** What {@link createWorker} works with. */
export interface WorkerDeps {
  readonly settings: QueueSettings;
  readonly onError: (error: Error, about: string) => void;
}

/** Which queue a worker serves, and how fast. */
export interface WorkerSettings {
  readonly name: string;
  readonly concurrency: number;
  readonly limiter?: RunWindows;
}

/** Makes a worker that does not run yet. A job that cannot be read is not tried again. */
export function createWorker(
  deps: WorkerDeps,
  { name, ...options }: WorkerSettings,
  process: (job: Job, token?: string) => Promise<void>,
): Worker {
  const worker = new Worker(name, (job, token) => process(job, token).catch(refuseDamaged), {
    ...deps.settings,
    settings: { repeatStrategy: nextDigest },
    ...options,
    autorun: false,
    lockDuration: lockMs,
    stalledInterval: stalledCheckMs,
    // The job is not to blame for the end of its process, and its backlog would only be given to another job.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 1_000 },
  });
  worker.on('error', (error) => deps.onError(error, name));
  worker.on('failed', (_job, error) => deps.onError(error, name));
  return worker;
}

/** A payload that cannot be read will not become readable by retrying. */
function refuseDamaged(error: unknown): never {
  if (error instanceof ZodError) throw new UnrecoverableError('The job payload is damaged');
  throw error;
}
