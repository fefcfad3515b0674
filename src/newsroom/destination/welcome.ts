import { hasNews } from '../../domain/digest.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Newsroom } from '../records.ts';

/**
 * Sends a newcomer the card and, instead of the old posts, one digest of the story so far. May be repeated, also by
 * several processes at once: a newcomer gets one digest. True when there is something to tell.
 */
export async function welcome(
  { stories, subscriptions, wire, now }: Pick<Newsroom, 'stories' | 'subscriptions' | 'wire' | 'now'>,
  { destination, slug, since }: Subscription,
): Promise<boolean> {
  await wire.refreshCard(destination, slug);
  // After the subscription began, so that what a fan-out missed meanwhile is told.
  const until = await stories.see(slug, now());
  const hasPast = hasNews(await stories.entries(slug), { until, now: until });
  if (hasPast) await wire.postFirstDigest(destination, slug, { since, until });
  await subscriptions.welcomed(destination, slug);
  return hasPast;
}
