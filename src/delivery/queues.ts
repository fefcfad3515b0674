import { type ConnectionOptions, type Job, Queue } from 'bullmq';
import type { DestinationId } from '../domain/destination.ts';
import { platformOf } from '../domain/destination.ts';
import type { Urgency } from '../domain/entry.ts';
import { type PlatformName, platforms } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import { within } from '../newsroom/within.ts';
import { nextDigest } from './digest-times.ts';
import { priorityOf } from './jobs.ts';
import type { WaitingDestination } from './ports.ts';
import { type QueueStatistics, statisticsOf } from './queue-statistics.ts';
import { shortenWaits } from './set-back.ts';

/** Names of the queues. Each platform has a mailbox queue of its own, so that its worker's limiter is the bot's. */
export const queueNames = {
  fanOut: 'fan-out',
  clock: 'clock',
  mailbox: { discord: 'mailbox-discord', telegram: 'mailbox-telegram' },
} as const;

/** Enough to see with redis-cli what a queue has just done. */
const keptEvents = 100;

const goodbyeMs = 500;

/** BullMQ's token for a caller that holds no lock. */
const anyLock = '0';

/**
 * A run that fails, most often because Redis was away for a moment, is repeated after 250 ms, 500 ms and so on, for
 * some 8 seconds. After that the reconciler finds the work.
 */
const runAgain = { attempts: 6, backoff: { type: 'exponential', delay: 250 } } as const;

/** Where the queues live. */
export interface QueueSettings {
  readonly connection: ConnectionOptions;
  /** BullMQ's key prefix, including a hash tag. */
  readonly prefix: string;
  /** Whether no other process uses these queues; false by default. */
  readonly isPrivate?: boolean;
}

/** The producing side of the queues. */
export interface Queues {
  readonly clock: Queue;
  /**
   * Runs a story's fan-out. At most one run per story waits and one is under way. One that waits moves ahead when it
   * becomes urgent.
   */
  fanOut(slug: string, urgency: Urgency): Promise<void>;
  /**
   * Wakes mailboxes. Each has at most one job waiting and one under way. With `flash`, a waiting job moves ahead of
   * all routine ones.
   */
  wake(destinations: readonly DestinationId[], urgency: Urgency): Promise<void>;
  /** All queues, for operators. */
  readonly all: readonly Queue[];
  /** What each queue holds in each state. */
  statistics(): Promise<readonly QueueStatistics[]>;
  /** Ends what mailboxes wait for only because the clock was set back. */
  shortenWaits(now: Instant): Promise<void>;
  /** The number of jobs that wait or are under way, by platform: a call may be without an answer for long. */
  waiting(): Promise<Readonly<Record<PlatformName, number>>>;
  /**
   * Requeues the jobs that a dead process had under way, without waiting for their locks to expire. To be called
   * before any worker runs, and only if no other process works on the queues.
   */
  takeOver(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queues for producing. Finished jobs are not kept, since the records tell what happened. */
export function createQueues(settings: QueueSettings, onError: (error: Error) => void): Queues {
  const options = {
    ...settings,
    settings: { repeatStrategy: nextDigest },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: { count: 1_000 } },
    // Nobody reads BullMQ's event streams, and by default each keeps ten thousand events (some 2 MB).
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
    async shortenWaits(now) {
      await Promise.all(platforms.map((platform) => shortenWaits(mailbox[platform], now)));
    },
    async waiting() {
      const [discord, telegram] = await Promise.all(
        [mailbox.discord, mailbox.telegram].map((queue) =>
          queue.getJobCountByTypes('waiting', 'prioritized', 'delayed', 'active'),
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
      // While Redis is away, nothing is under way that closing could interrupt.
      await within(Promise.all(all.map((queue) => queue.close())), goodbyeMs);
    },
  };
}

/** Wakes each destination with the urgency of what waits for it. */
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

/** Moves jobs ahead. A job that was there already keeps its old priority when it is added again under its id. */
async function raise(jobs: readonly Job[]): Promise<void> {
  const priority = priorityOf('flash');
  await Promise.all(jobs.map((job) => job.changePriority({ priority }).catch(ignoreFinished)));
}

/** A job that is gone has run since, and has seen what it was woken for. */
function ignoreFinished(error: unknown): void {
  if (!(error instanceof Error) || !error.message.startsWith('Missing key for job')) throw error;
}

function wakeUp(destination: DestinationId, urgency: Urgency) {
  return { name: 'mailbox', data: { v: 1, destination }, opts: once(destination, urgency) };
}

/**
 * Allows one job waiting and one under way for each id. A wake-up that comes while one runs is kept until it ends.
 */
function once(id: string, urgency: Urgency) {
  return { ...runAgain, priority: priorityOf(urgency), deduplication: { id, keepLastIfActive: true } };
}
