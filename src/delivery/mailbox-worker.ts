import { DelayedError, type Job, type Worker } from 'bullmq';
import type { DestinationId } from '../domain/destination.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import { createTurns } from '../newsroom/in-turn.ts';
import { scheduleWake } from './clock.ts';
import { mailboxJob, priorityOf } from './jobs.ts';
import type { Backlogs } from './ports.ts';
import { type Queues, queueNames } from './queues.ts';
import type { RunResult } from './run-result.ts';
import { runWindows } from './run-windows.ts';
import { createWorker, type WorkerDeps } from './worker.ts';

/** One platform's mailboxes, and how often its bot may call. */
export interface PlatformWork {
  readonly platform: PlatformName;
  readonly run: (destination: DestinationId, failures: number, stopping: AbortSignal) => Promise<RunResult>;
  /** API calls per second for the whole bot, exact across processes; absent for no limit. */
  readonly callsPerSecond?: number;
  /** How many destinations this process serves at the same time. */
  readonly concurrency: number;
}

/** What {@link createMailboxWorker} works with. */
export interface MailboxWorkerDeps extends WorkerDeps {
  readonly queues: Queues;
  readonly backlogs: Backlogs;
  readonly now: () => Instant;
}

/** Shorter waits are over before anybody could read about them; but a call that failed may fail again. */
const toldAboveMs = 3_000;

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

/**
 * Makes the worker that runs one platform's mailboxes, each destination's in turn, and gives each the job that its
 * result asks for. Aborting `stopping` ends the wait for answers.
 */
export function createMailboxWorker(
  deps: MailboxWorkerDeps,
  work: PlatformWork,
  stopping: AbortSignal,
): Worker {
  const { platform, callsPerSecond, concurrency } = work;
  // The queue does that too, but only as long as its lock holds: when Redis is away for longer, a run that is waiting
  // for a platform loses its lock, and its job is given out again.
  const inTurn = createTurns();
  const goOn = createGoOn(deps);
  const limiter = callsPerSecond === undefined ? {} : { limiter: runWindows(callsPerSecond) };
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
function createGoOn({ queues, backlogs }: Pick<MailboxWorkerDeps, 'queues' | 'backlogs'>) {
  return async (destination: DestinationId, isUrgent: boolean): Promise<void> => {
    await queues.wake([destination], isUrgent ? 'flash' : 'normal');
    if (!isUrgent && (await backlogs.isUrgent(destination))) await queues.wake([destination], 'flash');
  };
}
