import type { Entry } from '../domain/entry.ts';
import { createRecent } from '../domain/recent.ts';
import type { Story } from '../domain/story.ts';
import type { StoryRecords } from '../newsroom/records.ts';

/** How many stories are cached. */
const mostStories = 100;

type Read = Promise<Entry | undefined>;

/** What was read of a story at one version. */
interface StoryVersion {
  readonly version: number | undefined;
  readonly story: Story | undefined;
  readonly entries: Map<number, Read>;
}

/** What is being asked about a story in one turn of the event loop. */
interface Question {
  readonly version: Promise<StoryVersion>;
  /** Entries that are read before it is known whether the version at hand is still the newest. */
  readonly entries: Map<number, Read>;
}

/** Reads the current state of stories and entries. */
export type StoryReader = Pick<StoryRecords, 'find' | 'entry'>;

/**
 * Reads the current state of stories and entries, but each version in full only once: an update goes to a thousand
 * destinations, and each of them asks. Within one turn of the event loop a story is asked for once. Whatever is not at
 * hand is asked for in one round trip. The other records of `stories` are passed on as they are.
 */
export function createStoryReader<Records extends Pick<StoryRecords, 'current' | 'entry'>>(
  stories: Records,
): Records & StoryReader {
  const kept = createRecent<StoryVersion>(mostStories);
  const asked = new Map<string, Question>();

  function ask(slug: string): Question {
    const known = asked.get(slug);
    if (known !== undefined) return known;
    const question = { version: newest(slug).finally(forget), entries: new Map<number, Read>() };
    asked.set(slug, question);
    // A later turn must ask again: the story may have changed since this question.
    setImmediate(forget);
    return question;

    function forget(): void {
      if (asked.get(slug) === question) asked.delete(slug);
    }
  }

  async function newest(slug: string): Promise<StoryVersion> {
    const { version, story } = (await stories.current(slug)) ?? {};
    const known = kept.get(slug);
    if (known !== undefined && known.version === version) return known;
    const fresh: StoryVersion = { version, story, entries: new Map() };
    kept.set(slug, fresh);
    return fresh;
  }

  /** Reads an entry if it is not at hand. Asked for after the version, it is not older than that. */
  async function readAhead(slug: string, number: number, { entries }: Question): Read {
    if (kept.get(slug)?.entries.has(number)) return undefined;
    return remember(entries, number, () => stories.entry(slug, number));
  }

  return {
    ...stories,
    find: async (slug) => (await ask(slug).version).story,
    async entry(slug, number) {
      const question = ask(slug);
      const [{ entries }] = await Promise.all([question.version, readAhead(slug, number, question)]);
      const read = question.entries.get(number);
      return remember(entries, number, () => read ?? stories.entry(slug, number));
    },
  };
}

/** A read that failed is forgotten, so that it is tried again. */
function remember(known: Map<number, Read>, number: number, read: () => Read): Read {
  const before = known.get(number);
  if (before !== undefined) return before;
  const answer = read();
  known.set(number, answer);
  answer.catch(() => known.delete(number));
  return answer;
}
