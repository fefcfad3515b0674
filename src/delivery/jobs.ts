import { z } from 'zod';
import type { DestinationId } from '../domain/destination.ts';
import type { Urgency } from '../domain/entry.ts';

/**
 * What the queues carry: only ids, with a version, parsed when read. The consumer reads the records again, so an old
 * payload is never wrong and no text is ever in a queue.
 */

const destinationId = z.custom<DestinationId>(
  (value) => typeof value === 'string' && /^(discord|telegram):.+$/.test(value),
);

/**
 * Wakes the mailbox of one destination. `failures` counts temporary failures in a row. `until` is the moment for which
 * it waits, if it was put off.
 */
export const mailboxJob = z.object({
  v: z.literal(1),
  destination: destinationId,
  failures: z.int().nonnegative().default(0),
  until: z.number().exactOptional(),
});

/** Carries the outbox of one story to its subscribers' backlogs. */
export const fanOutJob = z.object({ v: z.literal(1), slug: z.string() });

/** A job of the clock queue. */
export const clockJob = z.discriminatedUnion('kind', [
  z.object({ v: z.literal(1), kind: z.literal('reconcile') }),
  z.object({ v: z.literal(1), kind: z.literal('publish'), slug: z.string(), number: z.int().positive() }),
  z.object({ v: z.literal(1), kind: z.literal('upkeep'), slug: z.string() }),
  z.object({ v: z.literal(1), kind: z.literal('fan-out'), slug: z.string() }),
  z.object({ v: z.literal(1), kind: z.literal('wake'), destination: destinationId }),
  z.object({ v: z.literal(1), kind: z.literal('digest'), slug: z.string(), destination: destinationId }),
]);

/**
 * BullMQ priorities; 1 runs first. Every job has one, because BullMQ runs jobs without a priority before all others.
 * Quiet entries have the same priority as normal ones: they make no sound, but are not later.
 */
export function priorityOf(urgency: Urgency): number {
  return urgency === 'flash' ? 1 : 10;
}
