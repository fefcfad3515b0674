import type { Entry } from '../domain/entry.ts';
import { createRecent } from '../domain/recent.ts';
import type { Story } from '../domain/story.ts';
import type { StoryRecords } from '../newsroom/records.ts';

/** As many stories are kept at hand. */
const mostStories = 100;

/** A story at one version, as far as it was read. */
interface StoryVersion {
  readonly version: number | undefined;
  readonly story: (slug: string) => Promise<Story | undefined>;
  readonly entry: (number: number) => Promise<Entry | undefined>;
}

/** Stories and entries as they stand at this moment. */
export type StoryReader = Pick<StoryRecords, 'find' | 'entry'>;

/**
 * Reads stories and entries as they stand, but in full only once per version: an update goes to a thousand destinations,
 * and each of them asks. What is asked in one turn of the event loop asks for the version once.
 */
export function createStoryReader(stories: Pick<StoryRecords, 'find' | 'entry' | 'version'>): StoryReader {
  const kept = createRecent<StoryVersion>(mostStories);
  const asked = new Map<string, Promise<StoryVersion>>();

  function now(slug: string): Promise<StoryVersion> {
    const known = asked.get(slug);
    if (known !== undefined) return known;
    const answer = atHand(slug).finally(forget);
    asked.set(slug, answer);
    // A later turn may know of a change that this question came before.
    setImmediate(forget);
    return answer;

    function forget(): void {
      if (asked.get(slug) === answer) asked.delete(slug);
    }
  }

  async function atHand(slug: string): Promise<StoryVersion> {
    const version = await stories.version(slug);
    const known = kept.get(slug);
    if (known !== undefined && known.version === version) return known;
    const fresh: StoryVersion = {
      version,
      story: oncePerKey(stories.find),
      entry: oncePerKey((number: number) => stories.entry(slug, number)),
    };
    kept.set(slug, fresh);
    return fresh;
  }

  return {
    find: async (slug) => (await now(slug)).story(slug),
    entry: async (slug, number) => (await now(slug)).entry(number),
  };
}

/** What could not be read is asked for again. */
function oncePerKey<K, T>(read: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const known = new Map<K, Promise<T>>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = read(key);
    known.set(key, answer);
    answer.catch(() => known.delete(key));
    return answer;
  };
}
