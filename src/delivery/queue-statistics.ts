import type { Queue } from 'bullmq';
import type { Instant } from '../domain/time/instant.ts';

/** The jobs of one queue in one of BullMQ's states. */
export interface QueueStatistics {
  readonly queue: string;
  readonly state: string;
  readonly jobs: number;
  /** When the oldest of the next jobs was made; absent when there is none. */
  readonly oldest?: Instant;
}

/** How many of the next jobs in a state are looked at for the oldest. */
const nextInLine = 20;

/** The BullMQ states that Dateline's jobs can be in. */
const jobStates = ['wait', 'active', 'delayed', 'prioritized', 'failed'] as const;

/** What a queue holds in each state. */
export async function statisticsOf(queue: Queue): Promise<readonly QueueStatistics[]> {
  const counts = await queue.getJobCounts(...jobStates);
  return Promise.all(
    jobStates.map(async (state) => {
      const jobs = counts[state] ?? 0;
      const first = jobs === 0 ? [] : await queue.getJobs([state], 0, nextInLine - 1, true);
      const made = first.flatMap((job) => job?.timestamp ?? []);
      const oldest = made.length === 0 ? {} : { oldest: Math.min(...made) };
      return { queue: queue.name, state, jobs, ...oldest };
    }),
  );
}
