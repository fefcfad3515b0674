import type { DestinationId } from '../domain/destination.ts';
import { type Subscription, zoneOf } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import { digestPattern } from './digest-times.ts';
import type { Queues } from './queues.ts';

/** What is due at a moment is tried for a quarter of an hour; what fails then has to wait for its next turn. */
const tryOn = { attempts: 10, backoff: { type: 'exponential', delay: 1_000 } } as const;

/** The scheduler of one subscription's digests. */
export function digestSchedulerId(destination: DestinationId, slug: string): string {
  return `digest|${slug}|${destination}`;
}

/**
 * Sets or, where the subscription has no schedule, removes the scheduler of its digests. The zone is the story's; a
 * subscription may have one of its own.
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

/** What waits for its moment. */
export interface ScheduledEntry {
  readonly slug: string;
  readonly number: number;
  readonly at: Instant;
}

/** What is done at a moment must find that the moment has come, by whichever clock. */
const notEarlyMs = 25;

/**
 * Publishes a scheduled entry at its moment. For the same moment the same entry is scheduled once, however often this
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

/** Wakes a mailbox at a moment, whatever else wakes it before. */
export async function scheduleWake(
  queues: Queues,
  { destination, at }: { readonly destination: DestinationId; readonly at: Instant },
  now: Instant,
): Promise<void> {
  const options = onceAt(at, `wake|${destination}|${at}`, now);
  await queues.clock.add('wake', { v: 1, kind: 'wake', destination }, options);
}

/** Carries on what a story has to tell at a moment. */
export async function scheduleFanOut(
  queues: Queues,
  { slug, at }: { readonly slug: string; readonly at: Instant },
  now: Instant,
): Promise<void> {
  const options = onceAt(at, `fan-out|${slug}|${at}`, now);
  await queues.clock.add('fan-out', { v: 1, kind: 'fan-out', slug }, options);
}

/** Takes back what {@link scheduleEntry} set, unless it is under way by now. */
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
