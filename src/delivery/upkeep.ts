import type { Instant } from '../domain/time/instant.ts';
import { type StoryAtHand, type UpkeepSettings, upkeepOf } from '../domain/upkeep.ts';
import type { Queues } from './queues.ts';

const minuteMs = 60_000;

/** What has been due for longer is skipped. */
const longestDelayMs = 24 * 60 * minuteMs;

/** How long finished jobs are kept, so that none is made again for the same moment. */
const rememberedS = (2 * longestDelayMs) / 1_000;

/**
 * Schedules a look at a live story for each moment in the next minutes that calls for one. A moment is scheduled only
 * once, however often this is called.
 */
export async function scheduleUpkeep(
  queues: Queues,
  view: StoryAtHand,
  { settings, now }: { readonly settings: UpkeepSettings; readonly now: Instant },
): Promise<void> {
  const { slug } = view.story;
  for (const at of Object.values<Instant>({ ...upkeepOf(view, settings, now) })) {
    if (at > now + 2 * minuteMs || at < now - longestDelayMs) continue;
    await queues.clock.add(
      'upkeep',
      { v: 1, kind: 'upkeep', slug },
      {
        jobId: `upkeep|${slug}|${at}`,
        delay: Math.max(at - now, 0),
        attempts: 5,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: { age: rememberedS },
      },
    );
  }
}
