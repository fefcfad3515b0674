import { createRecent } from '../domain/recent.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { StoryRecords } from '../newsroom/records.ts';
import { singleFlight } from './single-flight.ts';

/** Which revision every story is at, at little cost to the records however many ask. */
export interface StoryVersions {
  /** The version as it was known within the last second; undefined for no such story. Throws what the records throw. */
  recent(slug: string): Promise<number | undefined>;
  /** The version now. Many who ask at the same moment share one answer. */
  current(slug: string): Promise<number | undefined>;
}

/** A version that is younger than this is not asked for again. */
const freshMs = 1_000;

const maxKnown = 10_000;

/** Watches the versions of stories. */
export function createStoryVersions(
  stories: Pick<StoryRecords, 'version'>,
  now: () => Instant,
): StoryVersions {
  const known = createRecent<{ readonly version: number | undefined; readonly at: Instant }>(maxKnown);
  const current = singleFlight(async (slug) => {
    const version = await stories.version(slug);
    known.set(slug, { version, at: now() });
    return version;
  });
  return {
    current,
    async recent(slug) {
      const last = known.get(slug);
      return last !== undefined && now() - last.at < freshMs ? last.version : current(slug);
    },
  };
}
