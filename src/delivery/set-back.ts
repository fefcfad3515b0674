import type { Job, Queue } from 'bullmq';
import type { Instant } from '../domain/time/instant.ts';
import { mailboxJob } from './jobs.ts';

/** How many of the jobs that wait longest are looked at, each time. */
const longestWaits = 100;

/** How much the clocks of two processes may differ. More than that, and one was set back. */
export const clocksDifferMs = 60_000;

/** No limiter of a mailbox queue counts for longer. */
const longestWindowMs = 1_000;

/**
 * Where the machine's clock is set back, everything that waits for a moment would wait longer by as much. Lets
 * mailboxes wait no longer than they were to, counted from now, and ends windows of the limiter that should be over.
 * When the clock was not set back, this changes nothing.
 */
export async function shortenWaits(queue: Queue, now: Instant): Promise<void> {
  await endWindow(queue);
  const jobs = await queue.getJobs(['delayed'], 0, longestWaits - 1, false);
  for (const job of jobs) await shorten(job, now);
}

/** A pause of the whole platform, which BullMQ keeps as a window that is more than full, stays. */
async function endWindow(queue: Queue): Promise<void> {
  const isPaused = (await queue.getRateLimitTtl(Number.MAX_SAFE_INTEGER)) > 0;
  if (isPaused || (await queue.getRateLimitTtl(1)) <= longestWindowMs) return;
  await queue.removeRateLimitKey();
}

async function shorten(job: Job, now: Instant): Promise<void> {
  const { data } = mailboxJob.safeParse(job.data);
  // What cannot be read fails when its turn comes.
  if (data?.until === undefined || data.until - now <= job.delay + clocksDifferMs) return;
  await job.updateData({ ...data, until: now + job.delay });
  await job.changeDelay(job.delay).catch(ignoreBegun);
}

/** It has begun since it was read. */
function ignoreBegun(error: unknown): void {
  if (!(error instanceof Error) || !/not in the delayed state|Missing key for job/.test(error.message))
    throw error;
}
