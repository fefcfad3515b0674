import type { Job, RepeatOptions } from 'bullmq';
import { z } from 'zod';
import { type DigestSchedule, slotAfter } from '../domain/digest-schedule.ts';
import type { Instant } from '../domain/time/instant.ts';

/**
 * A digest is made this long after its moment. By then, whatever was published just before that moment is in the
 * records, so it cannot fall between two digests.
 */
export const settleMs = 2_000;

const mark = 'digest ';

const clockTime = z.object({ hour: z.int(), minute: z.int() });
const days = z.array(z.int()).exactOptional();
const always = z.literal(true).exactOptional();
const repeated = z.object({
  zone: z.string(),
  schedule: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('daily'), times: z.tuple([clockTime], clockTime), days, always }),
    z.object({ kind: z.literal('every'), hours: z.int(), days, always }),
  ]),
});

/**
 * A schedule as the pattern of a BullMQ job scheduler. BullMQ's own cron patterns know neither clock changes nor
 * several times a day.
 */
export function digestPattern(schedule: DigestSchedule, zone: string): string {
  return mark + JSON.stringify({ zone, schedule });
}

/** Gives BullMQ the next run of a scheduler, for the patterns that {@link digestPattern} writes. */
export function nextDigest(after: Instant, { pattern }: Pick<RepeatOptions, 'pattern'>): Instant {
  if (!pattern?.startsWith(mark)) throw new Error('Not the pattern of a digest');
  const { schedule, zone } = repeated.parse(JSON.parse(pattern.slice(mark.length)));
  return slotAfter(schedule, zone, after - settleMs) + settleMs;
}

/**
 * The moment for which a scheduler's job was made, whenever it runs. BullMQ keeps it at the end of the job's id
 * (`repeat:SCHEDULER:MILLISECONDS`); other places are lost when the job waits.
 */
export function dueAt(job: Pick<Job, 'id'>): Instant {
  const dueMs = Number(job.id?.split(':').at(-1));
  if (!Number.isFinite(dueMs)) throw new Error(`Not the id of a scheduler's job: ${job.id}`);
  return dueMs - settleMs;
}
