import type { Job } from 'bullmq';
import type { DestinationId } from '../domain/destination.ts';
import type { DigestSchedule } from '../domain/digest-schedule.ts';
import type { Instant } from '../domain/instant.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import type { Backlogs } from './ports.ts';
import type { Queues } from './queues.ts';

const hourMs = 3_600_000;

/** What is due at a moment is tried for a quarter of an hour; what fails then has to wait for its next turn. */
const tryOn = { attempts: 10, backoff: { type: 'exponential', delay: 1_000 } } as const;

/** The scheduler of one subscription's digests. */
export function digestSchedulerId(destination: DestinationId, slug: string): string {
  return `digest|${slug}|${destination}`;
}

/** Sets or, where the subscription has no schedule, removes the scheduler of its digests. */
export async function scheduleDigests(
  queues: Queues,
  subscription: Pick<Subscription, 'destination' | 'slug' | 'digest'>,
  zone: string,
): Promise<void> {
  const { destination, slug, digest } = subscription;
  const id = digestSchedulerId(destination, slug);
  if (digest === undefined) {
    await queues.clock.removeJobScheduler(id);
    return;
  }
  await queues.clock.upsertJobScheduler(id, repeat(digest, zone), {
    name: 'digest',
    data: { v: 1, kind: 'digest', slug, destination },
    opts: tryOn,
  });
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
    { ...tryOn, delay: Math.max(at - now + notEarlyMs, 0), deduplication: { id: timerOf(entry) } },
  );
}

/** Wakes a mailbox at a moment, whatever else wakes it before. */
export async function scheduleWake(
  queues: Queues,
  { destination, at }: { readonly destination: DestinationId; readonly at: Instant },
  now: Instant,
): Promise<void> {
  const options = { ...tryOn, delay: Math.max(at - now, 0) };
  const deduplication = { id: `wake|${destination}|${at}` };
  await queues.clock.add('wake', { v: 1, kind: 'wake', destination }, { ...options, deduplication });
}

/** Takes back what {@link scheduleEntry} set, unless it is under way by now. */
export async function unscheduleEntry(queues: Queues, entry: ScheduledEntry): Promise<void> {
  const jobId = await queues.clock.getDeduplicationJobId(timerOf(entry));
  if (jobId !== null && jobId !== undefined) await queues.clock.remove(jobId);
}

function timerOf({ slug, number, at }: ScheduledEntry): string {
  return `publish|${slug}|${number}|${at}`;
}

function repeat(schedule: DigestSchedule, zone: string) {
  switch (schedule.kind) {
    case 'daily':
      return { pattern: `${schedule.minute} ${schedule.hour} * * *`, tz: zone };
    case 'every':
      return { every: schedule.hours * hourMs };
  }
}

/** What {@link createDigestRun} works with. */
export interface DigestRunDeps {
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly backlogs: Backlogs;
  readonly queues: Queues;
}

/**
 * One scheduled digest: the half-open window from the end of the last one to this one's moment goes into the
 * destination's backlog, if anything was published in it. The window is part of the item's name, so a run that is
 * repeated makes no second digest.
 */
export function createDigestRun({ stories, subscriptions, backlogs, queues }: DigestRunDeps) {
  return async function run(slug: string, destination: DestinationId, until: Instant): Promise<void> {
    const subscription = await subscriptions.find(destination, slug);
    if (subscription?.digest === undefined) {
      await queues.clock.removeJobScheduler(digestSchedulerId(destination, slug));
      return;
    }
    const since = (await backlogs.digestedUntil(destination, slug)) ?? subscription.since;
    if (until <= since) return;
    const entries = await stories.entries(slug);
    const isNews = entries.some(
      (entry) => entry.status === 'usable' && entry.publishedAt >= since && entry.publishedAt < until,
    );
    if (!isNews) return;
    await backlogs.putDigest(destination, { kind: 'digest', slug, since, until });
    await queues.wake([destination], 'normal');
  };
}

/**
 * The moment for which a scheduler's job was made, whenever it runs. BullMQ writes it at the end of the job's id
 * (`repeat:SCHEDULER:MILLISECONDS`) and nowhere else that outlives the wait.
 */
export function dueAt(job: Pick<Job, 'id'>): Instant {
  const dueMs = Number(job.id?.split(':').at(-1));
  if (!Number.isFinite(dueMs)) throw new Error(`Not the id of a scheduler's job: ${job.id}`);
  return dueMs;
}
