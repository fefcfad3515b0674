import { type ConnectionOptions, type Job, Queue } from 'bullmq';
import type { DestinationId } from '../domain/destination.ts';
import { platformOf } from '../domain/destination.ts';
import type { Urgency } from '../domain/entry.ts';
import { type PlatformName, platforms } from '../domain/person.ts';
import { nextDigest } from './digest-times.ts';
import { endsWithin } from './ends-within.ts';
import { priorityOf } from './jobs.ts';
import type { WaitingDestination } from './ports.ts';
import { type QueueStatistics, statisticsOf } from './queue-statistics.ts';

/** Names of the queues. Each platform has a mailbox queue of its own, so that its worker's limiter is the bot's. */
export const queueNames = {
  fanOut: 'fan-out',
  clock: 'clock',
  mailbox: { discord: 'mailbox-discord', telegram: 'mailbox-telegram' },
} as const;

/** Enough to see with redis-cli what a queue did last. */
const keptEvents = 100;

const goodbyeMs = 500;

/** BullMQ's word for a caller who needs no lock. */
const anyLock = '0';

/**
 * A run that fails, most often because Redis was away for a moment, is repeated soon: after 250 ms, 500 ms and so on,
 * some 8 seconds in all. After that the reconciler finds the work.
 */
const runAgain = { attempts: 6, backoff: { type: 'exponential', delay: 250 } } as const;

/** Where the queues live. */
export interface QueueSettings {
  readonly connection: ConnectionOptions;
  /** BullMQ's key prefix; it carries a hash tag. */
  readonly prefix: string;
  /** Whether no other process can reach these queues; false when left out. */
  readonly isPrivate?: boolean;
}

/** The producing side of the queues. */
export interface Queues {
  readonly clock: Queue;
  /**
   * Carries a story's outbox on. At most one run per story is waiting and one is under way; one that waits is not
   * kept behind when it has become a flash.
   */
  fanOut(slug: string, urgency: Urgency): Promise<void>;
  /**
   * Wakes mailboxes: each has at most one job waiting and one under way, whoever else wakes it. With `flash` a job
   * that waits goes before all routine ones.
   */
  wake(destinations: readonly DestinationId[], urgency: Urgency): Promise<void>;
  /** All queues, for an operator's eyes. */
  readonly all: readonly Queue[];
  /** What each queue holds in each state. */
  statistics(): Promise<readonly QueueStatistics[]>;
  /** Jobs that wait or are delayed, by platform. */
  waiting(): Promise<Readonly<Record<PlatformName, number>>>;
  /**
   * Gives out again what a process had under way when it died, without waiting until its locks run out. To be called
   * before any worker is running, on queues that no other process works on.
   */
  takeOver(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queues for producing. Finished jobs are not kept: what happened stands in the records. */
export function createQueues(settings: QueueSettings, onError: (error: Error) => void): Queues {
  const options = {
    ...settings,
    settings: { repeatStrategy: nextDigest },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: { count: 1_000 } },
    // Nobody reads BullMQ's streams of events, and each would hold ten thousand (some 2 MB).
    streams: { events: { maxLen: keptEvents } },
  };
  const fanOut = new Queue(queueNames.fanOut, options);
  const clock = new Queue(queueNames.clock, options);
  const mailbox = {
    discord: new Queue(queueNames.mailbox.discord, options),
    telegram: new Queue(queueNames.mailbox.telegram, options),
  };
  const all = [fanOut, clock, mailbox.discord, mailbox.telegram];
  for (const queue of all) queue.on('error', onError);

  async function wakeOn(
    platform: PlatformName,
    destinations: readonly DestinationId[],
    urgency: Urgency,
  ): Promise<void> {
    if (destinations.length === 0) return;
    const jobs = await mailbox[platform].addBulk(destinations.map((id) => wakeUp(id, urgency)));
    if (urgency === 'flash') await raise(jobs);
  }

  return {
    clock,
    async fanOut(slug, urgency) {
      const job = await fanOut.add('fan-out', { v: 1, slug }, once(slug, urgency));
      if (urgency === 'flash') await raise([job]);
    },
    async wake(destinations, urgency) {
      await Promise.all(
        platforms.map((platform) => {
          const theirs = destinations.filter((destination) => platformOf(destination) === platform);
          return wakeOn(platform, theirs, urgency);
        }),
      );
    },
    async waiting() {
      const [discord, telegram] = await Promise.all(
        [mailbox.discord, mailbox.telegram].map((queue) =>
          queue.getJobCountByTypes('waiting', 'prioritized', 'delayed'),
        ),
      );
      return { discord: discord ?? 0, telegram: telegram ?? 0 };
    },
    all,
    async statistics() {
      return (await Promise.all(all.map(statisticsOf))).flat();
    },
    async takeOver() {
      await Promise.all(all.map(putBackActive));
    },
    async close() {
      // While Redis is away, nothing is under way that closing could spoil.
      await endsWithin(Promise.all(all.map((queue) => queue.close())), goodbyeMs);
    },
  };
}

/** Wakes each destination as urgently as what waits for it is. */
export async function wakeByUrgency(
  queues: Pick<Queues, 'wake'>,
  waiting: readonly WaitingDestination[],
): Promise<void> {
  const those = (isUrgent: boolean) =>
    waiting.filter((one) => one.isUrgent === isUrgent).map(({ destination }) => destination);
  await queues.wake(those(true), 'flash');
  await queues.wake(those(false), 'normal');
}

async function putBackActive(queue: Queue): Promise<void> {
  for (const job of await queue.getActive()) await job.moveToDelayed(Date.now(), anyLock);
}

/** A job that was there already has kept the priority with which it came (the added one bears its id). */
async function raise(jobs: readonly Job[]): Promise<void> {
  const priority = priorityOf('flash');
  await Promise.all(jobs.map((job) => job.changePriority({ priority }).catch(ignoreFinished)));
}

/** A job that is gone by now has run since, and seen what it was to see. */
function ignoreFinished(error: unknown): void {
  if (!(error instanceof Error) || !error.message.startsWith('Missing key for job')) throw error;
}

function wakeUp(destination: DestinationId, urgency: Urgency) {
  return { name: 'mailbox', data: { v: 1, destination }, opts: once(destination, urgency) };
}

/** One job waiting and one under way per id; a wake-up that comes while one runs is kept until it ends. */
function once(id: string, urgency: Urgency) {
  return { ...runAgain, priority: priorityOf(urgency), deduplication: { id, keepLastIfActive: true } };
}
