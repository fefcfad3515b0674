import type { DestinationId } from '../domain/destination.ts';
import { type Subscription, zoneOf } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import { digestPattern } from './digest-times.ts';
import type { Queues } from './queues.ts';

/** A job of the clock is retried for a quarter of an hour; after that it waits for its next turn. */
const tryOn = { attempts: 10, backoff: { type: 'exponential', delay: 1_000 } } as const;

/** The id of the job scheduler of one subscription's digests. */
export function digestSchedulerId(destination: DestinationId, slug: string): string {
  return `digest|${slug}|${destination}`;
}

/**
 * Sets the scheduler of a subscription's digests, or removes it when the subscription has no schedule. The time zone
 * is the story's, unless the subscription has its own.
 */
export async function scheduleDigests(
  queues: Queues,
  subscription: Pick<Subscription, 'destination' | 'slug' | 'digest' | 'zone'>,
  zone: string,
): Promise<void> {
  const { destination, slug, digest } = subscription;
  const id = digestSchedulerId(destination, slug);
  if (digest === undefined) {
    await queues.clock.removeJobScheduler(id);
    return;
  }
  await queues.clock.upsertJobScheduler(
    id,
    { pattern: digestPattern(digest, zoneOf(subscription, { zone })) },
    {
      name: 'digest',
      data: { v: 1, kind: 'digest', slug, destination },
      opts: tryOn,
    },
  );
}

/** An entry that waits for its moment. */
export interface ScheduledEntry {
  readonly slug: string;
  readonly number: number;
  readonly at: Instant;
}

/** A little late, so that the job finds its moment come even if its clock is slightly behind. */
const notEarlyMs = 25;

/**
 * Publishes a scheduled entry at its moment. An entry is scheduled only once for the same moment, however often this
 * is called.
 */
export async function scheduleEntry(queues: Queues, entry: ScheduledEntry, now: Instant): Promise<void> {
  const { slug, number, at } = entry;
  await queues.clock.add(
    'publish',
    { v: 1, kind: 'publish', slug, number },
    onceAt(at + notEarlyMs, timerOf(entry), now),
  );
}

/** Wakes a mailbox at a moment, besides any earlier wake-ups. */
export async function scheduleWake(
  queues: Queues,
  { destination, at }: { readonly destination: DestinationId; readonly at: Instant },
  now: Instant,
): Promise<void> {
  const options = onceAt(at, `wake|${destination}|${at}`, now);
  await queues.clock.add('wake', { v: 1, kind: 'wake', destination }, options);
}

/** Runs a story's fan-out at a moment. */
export async function scheduleFanOut(
  queues: Queues,
  { slug, at }: { readonly slug: string; readonly at: Instant },
  now: Instant,
): Promise<void> {
  const options = onceAt(at, `fan-out|${slug}|${at}`, now);
  await queues.clock.add('fan-out', { v: 1, kind: 'fan-out', slug }, options);
}

/** Undoes {@link scheduleEntry}, unless the job is already running. */
export async function unscheduleEntry(queues: Queues, entry: ScheduledEntry): Promise<void> {
  const jobId = await queues.clock.getDeduplicationJobId(timerOf(entry));
  if (jobId !== null && jobId !== undefined) await queues.clock.remove(jobId);
}

function onceAt(at: Instant, id: string, now: Instant) {
  return { ...tryOn, delay: Math.max(at - now, 0), deduplication: { id } };
}

function timerOf({ slug, number, at }: ScheduledEntry): string {
  return `publish|${slug}|${number}|${at}`;
}
