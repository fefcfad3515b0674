import { type ConnectionOptions, Queue } from 'bullmq';
import type { DestinationId } from '../domain/destination.ts';
import { platformOf } from '../domain/destination.ts';
import type { Urgency } from '../domain/entry.ts';
import type { PlatformName } from '../domain/person.ts';
import { priorityOf } from './jobs.ts';

/** Names of the queues. Each platform has a mailbox queue of its own, so that its worker's limiter is the bot's. */
export const queueNames = {
  fanOut: 'fan-out',
  clock: 'clock',
  mailbox: { discord: 'mailbox-discord', telegram: 'mailbox-telegram' },
} as const;

/** Where the queues live. */
export interface QueueSettings {
  readonly connection: ConnectionOptions;
  /** BullMQ's key prefix; it carries a hash tag. */
  readonly prefix: string;
}

/** The producing side of the queues. */
export interface Queues {
  readonly clock: Queue;
  /** Carries a story's outbox on. At most one run per story is waiting and one is under way. */
  fanOut(slug: string, urgency: Urgency): Promise<void>;
  /** Wakes mailboxes: each has at most one job waiting and one under way, whoever else wakes it. */
  wake(destinations: readonly DestinationId[], urgency: Urgency): Promise<void>;
  /** Jobs that wait or are delayed, by platform. */
  waiting(): Promise<Readonly<Record<PlatformName, number>>>;
  close(): Promise<void>;
}

/** Opens the queues for producing. Finished jobs are not kept: what happened stands in the records. */
export function createQueues(settings: QueueSettings, onError: (error: Error) => void): Queues {
  const options = {
    ...settings,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: { count: 1_000 } },
  };
  const fanOut = new Queue(queueNames.fanOut, options);
  const clock = new Queue(queueNames.clock, options);
  const mailbox = {
    discord: new Queue(queueNames.mailbox.discord, options),
    telegram: new Queue(queueNames.mailbox.telegram, options),
  };
  const all = [fanOut, clock, mailbox.discord, mailbox.telegram];
  for (const queue of all) queue.on('error', onError);

  return {
    clock,
    async fanOut(slug, urgency) {
      await fanOut.add('fan-out', { v: 1, slug }, once(slug, urgency));
    },
    async wake(destinations, urgency) {
      for (const platform of ['discord', 'telegram'] as const) {
        const theirs = destinations.filter((destination) => platformOf(destination) === platform);
        if (theirs.length > 0) await mailbox[platform].addBulk(theirs.map((id) => wakeUp(id, urgency)));
      }
    },
    async waiting() {
      const [discord, telegram] = await Promise.all(
        [mailbox.discord, mailbox.telegram].map((queue) =>
          queue.getJobCountByTypes('waiting', 'prioritized', 'delayed'),
        ),
      );
      return { discord: discord ?? 0, telegram: telegram ?? 0 };
    },
    async close() {
      await Promise.all(all.map((queue) => queue.close()));
    },
  };
}

function wakeUp(destination: DestinationId, urgency: Urgency) {
  return { name: 'mailbox', data: { v: 1, destination }, opts: once(destination, urgency) };
}

/** One job waiting and one under way per id; a wake-up that comes while one runs is kept until it ends. */
function once(id: string, urgency: Urgency) {
  return { priority: priorityOf(urgency), deduplication: { id, keepLastIfActive: true } };
}
