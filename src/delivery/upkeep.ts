import type { Instant } from '../domain/time/instant.ts';
import { type StoryAtHand, type UpkeepSettings, upkeepOf } from '../domain/upkeep.ts';
import type { Queues } from './queues.ts';

const minuteMs = 60_000;

/** What was due for longer is not made up for. */
const longestDelayMs = 24 * 60 * minuteMs;

/** Finished jobs are kept for so long, so that none is made twice for the same moment. */
const rememberedS = (2 * longestDelayMs) / 1_000;

/**
 * Sees to it that a live story is looked at, at each moment of the next minutes that asks for it. For the same moment
 * that happens once, however often this is called.
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
