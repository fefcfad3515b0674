import { createRecent } from '../domain/recent.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { StoryRecords } from '../newsroom/records.ts';
import { singleFlight } from './single-flight.ts';

/** The current revision of each story, at little cost to the records however many ask. */
export interface StoryVersions {
  /** The version as of a second ago at most; undefined when there is no such story. Throws what the records throw. */
  recent(slug: string): Promise<number | undefined>;
  /** The version now. Simultaneous questions share one answer. */
  current(slug: string): Promise<number | undefined>;
}

/** A version that is younger than this is not asked for again. */
const freshMs = 1_000;

const maxKnown = 10_000;

/** Makes {@link StoryVersions}. */
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
