import type { DigestItem } from '../domain/backlog-item.ts';
import { hasNews } from '../domain/digest.ts';
import { placeInStory, wasPublished } from '../domain/entry.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { StoryRecords } from '../newsroom/records.ts';
import type { Backlogs } from './ports.ts';

/** The digest of a whole story that was closed; undefined when it was reopened, or has nothing to tell. */
export async function wrapUpOf(
  stories: Pick<StoryRecords, 'find' | 'entries'>,
  slug: string,
): Promise<DigestItem | undefined> {
  const [story, entries] = await Promise.all([stories.find(slug), stories.entries(slug)]);
  if (story?.closedAt === undefined) return undefined;
  // What was published in the same millisecond as the close is included, or by a clock that was set back since.
  const until = Math.max(story.closedAt, ...entries.filter(wasPublished).map(placeInStory)) + 1;
  return hasNews(entries, { until, now: until }) ? { kind: 'digest', slug, since: 0, until } : undefined;
}

/** If the story is reopened, scheduled digests begin where this one ends. */
export async function markWrappedUp(
  backlogs: Pick<Backlogs, 'putDigest' | 'digestedUntil'>,
  readers: readonly Subscription[],
  wrapUp: DigestItem,
): Promise<void> {
  for (const { destination, slug, digest } of readers) {
    if (digest === undefined) continue;
    const mark = await backlogs.digestedUntil(destination, slug);
    await backlogs.putDigest(destination, wrapUp, { mark });
  }
}
