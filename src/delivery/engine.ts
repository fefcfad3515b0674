import { setMaxListeners } from 'node:events';
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import { ZodError } from 'zod';
import type { DestinationId } from '../domain/destination.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { UpkeepSettings } from '../domain/upkeep.ts';
import { createTurns } from '../newsroom/in-turn.ts';
import { late, within } from '../newsroom/within.ts';
import { scheduleWake } from './clock.ts';
import { createDigestRun } from './digest-run.ts';
import { dueAt, nextDigest } from './digest-times.ts';
import { createFanOut, type FanOutDeps } from './fan-out.ts';
import { clockJob, fanOutJob, mailboxJob, priorityOf } from './jobs.ts';
import { type QueueSettings, type Queues, queueNames } from './queues.ts';
import { createReconciler } from './reconcile.ts';
import type { RunResult } from './run-result.ts';
import { type RunWindows, runWindows } from './run-windows.ts';

/** One platform's mailboxes, and how often its bot may call. */
export interface PlatformWork {
  readonly platform: PlatformName;
  readonly run: (destination: DestinationId, failures: number, stopping: AbortSignal) => Promise<RunResult>;
  /** API calls per second for the whole bot, exact across processes; absent for no limit. */
  readonly callsPerSecond?: number;
  /** How many destinations this process serves at the same time. */
  readonly concurrency: number;
}

/** What {@link startEngine} works with. */
export interface EngineDeps extends FanOutDeps {
  readonly settings: QueueSettings;
  readonly queues: Queues;
  readonly platforms: readonly PlatformWork[];
  /** Publishes a scheduled entry whose time has come. */
  readonly publish: (slug: string, number: number) => Promise<void>;
  /** Makes sure that the desk was told of an entry that waits for it. */
  readonly announce: (slug: string, number: number) => Promise<void>;
  /** Looks after live stories; nobody does when absent. */
  readonly upkeep?: {
    readonly settings: UpkeepSettings;
    readonly run: (slug: string) => Promise<void>;
  };
  readonly now: () => Instant;
  readonly onError: (error: Error, about: string) => void;
  /** How often queues and records are compared; every half minute by default. */
  readonly reconcileEveryMs?: number;
}

/** A running delivery engine. */
export interface Engine {
  /** Makes the queues agree with the records at once, instead of at the next turn. */
  reconcile(): Promise<void>;
  /**
   * Takes no new jobs, finishes the ones under way, and closes the workers. An answer of a platform that takes longer
   * than three and a half seconds is not waited for, since a process that is told to stop has ten. Throws when Redis
   * does not answer either, and leaves the jobs for somebody else to take over.
   */
  stop(): Promise<void>;
}

/** Shorter waits are over before anybody could read about them; but a call that failed may fail again. */
const toldAboveMs = 3_000;

/** A dead process's job is taken over this long after its last sign of life. */
const lockMs = 10_000;
const stalledCheckMs = 5_000;
const answersWithinMs = 3_500;
/** How long closing may take: answers received by then are noted in the records, unless Redis is away. */
const closesWithinMs = answersWithinMs + 1_000;

/**
 * Starts the workers: fan-out, one mailbox worker per platform, the clock. Returns at once; while Redis is away the
 * workers wait for it.
 */
export function startEngine(deps: EngineDeps): Engine {
  const { reconcileEveryMs = 30_000 } = deps;
  const fanOut = createFanOut(deps);
  const digest = createDigestRun(deps);
  const reconcile = createReconciler({ ...deps, digest });
  const stopping = new AbortController();
  // Every call under way adds a listener, and there may be many.
  setMaxListeners(0, stopping.signal);
  const workers = [
    createWorker(deps, { name: queueNames.fanOut, concurrency: 10 }, async (job) => {
      await fanOut(fanOutJob.parse(job.data).slug);
    }),
    createWorker(deps, { name: queueNames.clock, concurrency: 4 }, (job) => tick(job)),
    ...deps.platforms.map((work) => createMailboxWorker(deps, work, stopping.signal)),
  ];
  let isStopping = false;
  // What stopping interrupts is no trouble: it is done after the next start.
  const report = (error: Error) => {
    if (!isStopping) deps.onError(error, 'reconcile');
  };
  void begin().catch(report);
  // The scheduler is a queue key too: when all of them are lost, somebody has to notice.
  const watch = setInterval(() => void ensureScheduler().catch(report), reconcileEveryMs);

  async function begin(): Promise<void> {
    if (deps.settings.isPrivate) await deps.queues.takeOver().catch(report);
    if (isStopping) return;
    for (const worker of workers) worker.run().catch((error: Error) => deps.onError(error, worker.name));
    await ensureScheduler();
    await reconcile();
  }

  async function ensureScheduler(): Promise<void> {
    const scheduler = await deps.queues.clock.getJobScheduler('reconcile');
    // Where the clock was set back, its next turn is too far away.
    const nextAt = scheduler?.next ?? 0;
    if (scheduler !== undefined && nextAt <= deps.now() + 2 * reconcileEveryMs) return;
    await deps.queues.clock.removeJobScheduler('reconcile');
    const data = { v: 1, kind: 'reconcile' };
    await deps.queues.clock.upsertJobScheduler(
      'reconcile',
      { every: reconcileEveryMs },
      { name: 'reconcile', data },
    );
  }

  async function tick(job: Job): Promise<void> {
    const data = clockJob.parse(job.data);
    switch (data.kind) {
      case 'reconcile':
        return reconcile();
      case 'publish':
        return deps.publish(data.slug, data.number);
      case 'upkeep':
        return deps.upkeep?.run(data.slug);
      case 'fan-out':
        return deps.queues.fanOut(data.slug, 'normal');
      case 'wake':
        return deps.queues.wake([data.destination], 'normal');
      case 'digest':
        return digest(data.slug, data.destination, dueAt(job));
    }
  }

  return {
    reconcile,
    async stop() {
      isStopping = true;
      clearInterval(watch);
      const patience = setTimeout(() => stopping.abort(), answersWithinMs);
      const closed = Promise.all(workers.map((worker) => worker.close()));
      const isLate = (await within(closed, closesWithinMs)) === late;
      clearTimeout(patience);
      if (isLate)
        throw new Error('The workers did not stop in time; jobs that were under way will be taken over');
    },
  };
}

function createMailboxWorker(deps: EngineDeps, work: PlatformWork, stopping: AbortSignal): Worker {
  const { platform, callsPerSecond, concurrency } = work;
  // The queue does that too, but only as long as its lock holds: when Redis is away for longer, a run that is waiting
  // for a platform loses its lock, and its job is given out again.
  const inTurn = createTurns();
  const goOn = createGoOn(deps);
  const isAlone = deps.settings.isPrivate === true;
  const limiter = callsPerSecond === undefined ? {} : { limiter: runWindows(callsPerSecond, isAlone) };
  const worker = createWorker(
    deps,
    { name: queueNames.mailbox[platform], concurrency, ...limiter },
    async (job, token) => {
      const wakeUp = mailboxJob.parse(job.data);
      const { destination, failures } = wakeUp;
      const result = await inTurn(destination, () => work.run(destination, failures, stopping));
      await follow(job, token, { ...wakeUp, result });
    },
  );
  return worker;

  async function follow(job: Job, token: string | undefined, run: Run): Promise<void> {
    const { destination, failures, result } = run;
    switch (result.kind) {
      case 'idle':
        return;
      case 'more':
        return goOn(destination, result.isUrgent);
      case 'later':
        return scheduleWake(deps.queues, { destination, at: result.until }, deps.now());
      case 'moved':
        return deps.queues.wake([result.to], 'normal');
      case 'wait':
        if (result.scope === 'platform') await worker.rateLimit(Math.max(result.until - deps.now(), 1));
        await noteWait(destination, result);
        return putOff(job, token, {
          destination,
          failures: result.counts ? failures + 1 : failures,
          until: result.until,
        });
      case 'rest':
        return putOff(job, token, { destination, failures: 0, until: result.until });
    }
  }

  async function noteWait(destination: DestinationId, { until, why, counts }: Waiting): Promise<void> {
    if (counts) await deps.backlogs.noteWait(destination, { until, why, isFailure: true });
    else if (until - deps.now() > toldAboveMs) await deps.backlogs.noteWait(destination, { until, why });
  }

  async function putOff(job: Job, token: string | undefined, { destination, failures, until }: Later) {
    await job.updateData({ v: 1, destination, failures, until });
    // What had priority may be done by now. Whether something else has it is checked when the job is put off, since
    // an earlier wake-up has no effect on a job that is under way.
    if (job.priority !== priorityOf('normal')) await job.changePriority({ priority: priorityOf('normal') });
    await job.moveToDelayed(until, token);
    if (await deps.backlogs.isUrgent(destination)) await deps.queues.wake([destination], 'flash');
    // Tells BullMQ that the processor itself delayed the job, so that no attempt is spent.
    throw new DelayedError();
  }
}

/**
 * A wake-up of a destination whose job is under way replaces the one before. So after a routine wake-up this checks
 * whether something urgent came in between: either its own wake-up comes later, or it is found here.
 */
function createGoOn({ queues, backlogs }: Pick<EngineDeps, 'queues' | 'backlogs'>) {
  return async (destination: DestinationId, isUrgent: boolean): Promise<void> => {
    await queues.wake([destination], isUrgent ? 'flash' : 'normal');
    if (!isUrgent && (await backlogs.isUrgent(destination))) await queues.wake([destination], 'flash');
  };
}

/** A run that has ended, and the temporary failures in a row before it. */
interface Run {
  readonly destination: DestinationId;
  readonly failures: number;
  readonly result: RunResult;
}

type Waiting = Extract<RunResult, { kind: 'wait' }>;

/** When a destination's job continues. */
interface Later {
  readonly destination: DestinationId;
  readonly failures: number;
  readonly until: Instant;
}

interface WorkerSettings {
  readonly name: string;
  readonly concurrency: number;
  readonly limiter?: RunWindows;
}

function createWorker(
  deps: EngineDeps,
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
