import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import { ZodError } from 'zod';
import type { DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/instant.ts';
import type { PlatformName } from '../domain/person.ts';
import { createFanOut, type FanOutDeps } from './fan-out.ts';
import { dueAt, createDigestRun, reconcileEveryMs } from './clock.ts';
import { clockJob, fanOutJob, mailboxJob } from './jobs.ts';
import type { RunResult } from './mailbox.ts';
import { type QueueSettings, type Queues, queueNames } from './queues.ts';
import { createReconciler } from './reconcile.ts';

/** One platform's mailboxes and how fast its bot may call. */
export interface PlatformWork {
  readonly platform: PlatformName;
  readonly run: (destination: DestinationId, failures: number) => Promise<RunResult>;
  /** API calls per second for the whole bot, exact across processes; absent for no limit. */
  readonly callsPerSecond?: number;
  /** How many destinations are served at the same time by this process. */
  readonly concurrency: number;
}

/** What {@link startEngine} works with. */
export interface EngineDeps extends FanOutDeps {
  readonly settings: QueueSettings;
  readonly queues: Queues;
  readonly platforms: readonly PlatformWork[];
  /** Publishes a scheduled entry whose time has come. */
  readonly publish: (slug: string, number: number) => Promise<void>;
  readonly now: () => Instant;
  readonly onError: (error: Error, about: string) => void;
}

/** A running delivery engine. */
export interface Engine {
  /** Makes the queues agree with the records at once, rather than at the next turn. */
  reconcile(): Promise<void>;
  /** Takes no new job, finishes the ones under way, and closes the workers. */
  stop(): Promise<void>;
}

/** A job whose process died is taken over this long after its last sign of life. */
const lockMs = 10_000;
const stalledCheckMs = 5_000;

/**
 * Starts the workers: fan-out, one mailbox worker per platform, the clock. Returns at once; while Redis is away
 * the workers wait for it.
 */
export function startEngine(deps: EngineDeps): Engine {
  const reconcile = createReconciler(deps);
  const fanOut = createFanOut(deps);
  const digest = createDigestRun(deps);
  const workers = [
    startWorker(deps, { name: queueNames.fanOut, concurrency: 10 }, async (job) => {
      await fanOut(fanOutJob.parse(job.data).slug);
    }),
    startWorker(deps, { name: queueNames.clock, concurrency: 4 }, (job) => tick(job)),
    ...deps.platforms.map((work) => startMailboxWorker(deps, work)),
  ];
  const begun = begin().catch((error: Error) => deps.onError(error, 'reconcile'));

  async function begin(): Promise<void> {
    const data = { v: 1, kind: 'reconcile' };
    await deps.queues.clock.upsertJobScheduler('reconcile', { every: reconcileEveryMs }, { name: 'reconcile', data });
    await reconcile();
  }

  async function tick(job: Job): Promise<void> {
    const data = clockJob.parse(job.data);
    switch (data.kind) {
      case 'reconcile':
        return reconcile();
      case 'publish':
        return deps.publish(data.slug, data.number);
      case 'digest':
        return digest(data.slug, data.destination, dueAt(job));
    }
  }

  return {
    reconcile,
    async stop() {
      await begun;
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function startMailboxWorker(deps: EngineDeps, work: PlatformWork): Worker {
  const { platform, callsPerSecond, concurrency } = work;
  const limiter = callsPerSecond === undefined ? {} : { limiter: { max: callsPerSecond, duration: 1_000 } };
  const worker = startWorker(
    deps,
    { name: queueNames.mailbox[platform], concurrency, ...limiter },
    async (job, token) => {
      const { destination, failures } = mailboxJob.parse(job.data);
      const result = await work.run(destination, failures);
      await follow(job, token, result);
    },
  );
  return worker;

  async function follow(job: Job, token: string | undefined, result: RunResult): Promise<void> {
    const { destination, failures } = mailboxJob.parse(job.data);
    switch (result.kind) {
      case 'idle':
        return;
      case 'more':
        return deps.queues.wake([destination], 'normal');
      case 'moved':
        return deps.queues.wake([result.to], 'normal');
      case 'wait': {
        if (result.scope === 'platform') await worker.rateLimit(Math.max(result.until - deps.now(), 1));
        await job.updateData({ v: 1, destination, failures: result.counts ? failures + 1 : failures });
        await job.moveToDelayed(result.until, token);
        // BullMQ's sign that the job was put back by its own processor: no attempt is spent.
        throw new DelayedError();
      }
    }
  }
}

interface WorkerSettings {
  readonly name: string;
  readonly concurrency: number;
  readonly limiter?: { readonly max: number; readonly duration: number };
}

function startWorker(
  deps: EngineDeps,
  { name, ...options }: WorkerSettings,
  process: (job: Job, token?: string) => Promise<void>,
): Worker {
  const worker = new Worker(name, (job, token) => process(job, token).catch(refuseDamaged), {
    ...deps.settings,
    ...options,
    lockDuration: lockMs,
    stalledInterval: stalledCheckMs,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 1_000 },
  });
  worker.on('error', (error) => deps.onError(error, name));
  worker.on('failed', (_job, error) => deps.onError(error, name));
  return worker;
}

/** A payload that cannot be read will not get better by being tried again. */
function refuseDamaged(error: unknown): never {
  if (error instanceof ZodError) throw new UnrecoverableError('The job payload is damaged');
  throw error;
}
