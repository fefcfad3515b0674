import type { Entry } from '../domain/entry.ts';
import type { Story } from '../domain/story.ts';
import type { StoryRecords } from '../newsroom/records.ts';

/** As many stories are kept at hand. */
const mostStories = 100;

/** A story at one version, as far as it was read. */
interface StoryAtHand {
  readonly version: number | undefined;
  readonly story: () => Promise<Story | undefined>;
  readonly entry: (number: number) => Promise<Entry | undefined>;
}

/** Stories and entries as they stand at this moment. */
export type StoryReader = Pick<StoryRecords, 'find' | 'entry'>;

/**
 * Reads stories and entries as they stand, but in full only once per version: an update goes to a thousand destinations,
 * and each of them asks. What is asked in one turn of the event loop asks for the version once.
 */
export function createStoryReader(stories: Pick<StoryRecords, 'find' | 'entry' | 'version'>): StoryReader {
  const kept = new Map<string, StoryAtHand>();
  const asked = new Map<string, Promise<StoryAtHand>>();

  function now(slug: string): Promise<StoryAtHand> {
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

  async function atHand(slug: string): Promise<StoryAtHand> {
    const version = await stories.version(slug);
    const known = kept.get(slug);
    if (known !== undefined && known.version === version) return known;
    const fresh: StoryAtHand = {
      version,
      story: once(() => stories.find(slug)),
      entry: oncePerKey((number: number) => stories.entry(slug, number)),
    };
    kept.set(slug, fresh);
    const oldest = kept.keys().next();
    if (kept.size > mostStories && !oldest.done) kept.delete(oldest.value);
    return fresh;
  }

  return {
    find: async (slug) => (await now(slug)).story(),
    entry: async (slug, number) => (await now(slug)).entry(number),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  const reader = oncePerKey(read);
  return () => reader(undefined);
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
