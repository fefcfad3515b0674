import { setMaxListeners } from 'node:events';
import type { Job } from 'bullmq';
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { UpkeepSettings } from '../domain/upkeep.ts';
import { late, within } from '../newsroom/within.ts';
import { createDigestRun } from './digest-run.ts';
import { dueAt } from './digest-times.ts';
import { createFanOut, type FanOutDeps } from './fan-out.ts';
import { clockJob, fanOutJob } from './jobs.ts';
import { createMailboxWorker, type PlatformWork } from './mailbox-worker.ts';
import { type QueueSettings, type Queues, queueNames } from './queues.ts';
import { createReconciler } from './reconcile.ts';
import { createWorker } from './worker.ts';

/** What {@link startEngine} works with. */
export interface EngineDeps extends FanOutDeps {
  readonly settings: QueueSettings;
  readonly queues: Queues;
  readonly platforms: readonly PlatformWork[];
  /** Publishes a scheduled entry whose time has come. */
  readonly publish: (slug: string, number: number) => Promise<void>;
  /** Makes sure that the desk was told of an entry that waits for it. */
  readonly announce: (slug: string, number: number) => Promise<void>;
  /** Sends a newcomer what newcomers get. May be called again for the same one. */
  readonly welcome: (newcomer: Subscription) => Promise<unknown>;
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
