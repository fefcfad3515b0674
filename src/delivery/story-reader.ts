import type { Entry } from '../domain/entry.ts';
import { createRecent } from '../domain/recent.ts';
import type { Story } from '../domain/story.ts';
import type { StoryRecords } from '../newsroom/records.ts';

/** How many stories are cached. */
const mostStories = 100;

/** What was read of a story at one version. */
interface StoryVersion {
  readonly version: number | undefined;
  readonly story: (slug: string) => Promise<Story | undefined>;
  readonly entry: (number: number) => Promise<Entry | undefined>;
}

/** Reads the current state of stories and entries. */
export type StoryReader = Pick<StoryRecords, 'find' | 'entry'>;

/**
 * Reads the current state of stories and entries, but each version in full only once: an update goes to a thousand
 * destinations, and each of them asks. Within one turn of the event loop the version is asked for once.
 */
export function createStoryReader(stories: Pick<StoryRecords, 'find' | 'entry' | 'version'>): StoryReader {
  const kept = createRecent<StoryVersion>(mostStories);
  const asked = new Map<string, Promise<StoryVersion>>();

  function now(slug: string): Promise<StoryVersion> {
    const known = asked.get(slug);
    if (known !== undefined) return known;
    const answer = atHand(slug).finally(forget);
    asked.set(slug, answer);
    // A later turn must ask again: the story may have changed since this question.
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

/** A read that failed is forgotten, so that it is tried again. */
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
