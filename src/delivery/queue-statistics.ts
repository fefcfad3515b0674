import type { Queue } from 'bullmq';
import type { Instant } from '../domain/time/instant.ts';

/** The jobs of one queue in one of BullMQ's states. */
export interface QueueStatistics {
  readonly queue: string;
  readonly state: string;
  readonly jobs: number;
  /** When the oldest among those that are next in line was made; absent where there is no job. */
  readonly oldest?: Instant;
}

/** Among so many jobs that are next in line in a state the oldest is looked for. */
const nextInLine = 20;

/** BullMQ's states that a job of Dateline's may be in. */
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
