import { createRecent } from '../domain/recent.ts';
import type { StoryRecords } from '../newsroom/records.ts';
import { type Article, toArticle } from './article.ts';
import { createRendered, type Rendered } from './rendered.ts';
import { singleFlight } from './single-flight.ts';
import type { StoryVersions } from './story-versions.ts';

/** One revision of a story, with what was made of it so far. */
export interface StoryRevision {
  readonly version: number;
  readonly article: Article;
  /** The rendering of this name, made by `render` when it is first asked for. */
  rendered(name: string, contentType: string, render: () => string): Rendered;
}

/** What {@link createStoryRevisions} needs. */
export interface StoryRevisionsDeps {
  readonly stories: Pick<StoryRecords, 'find' | 'entries'>;
  readonly versions: StoryVersions;
  readonly publicUrl: string;
}

/** How many stories are kept; others are read again when asked for. */
const maxStories = 100;

/**
 * Reads each revision of a story once, however many ask for it. Resolves with undefined when there is no such story.
 * While the records do not answer, gives the last revision that was read, or throws when there is none.
 */
export function createStoryRevisions({
  stories,
  versions,
  publicUrl,
}: StoryRevisionsDeps): (slug: string) => Promise<StoryRevision | undefined> {
  const known = createRecent<StoryRevision>(maxStories);
  const read = singleFlight(async (slug) => {
    // The version first: what is read after it is of that version or newer, never older.
    const version = await versions.recent(slug);
    const last = known.get(slug);
    if (version === undefined || version === last?.version) return last;
    const [story, entries] = await Promise.all([stories.find(slug), stories.entries(slug)]);
    if (story === undefined) return undefined;
    const revision = createRevision(version, toArticle(story, entries, publicUrl));
    known.set(slug, revision);
    return revision;
  });
  return async (slug) => {
    try {
      return await read(slug);
    } catch (error) {
      const last = known.get(slug);
      if (last === undefined) throw error;
      return last;
    }
  };
}

function createRevision(version: number, article: Article): StoryRevision {
  const answers = new Map<string, Rendered>();
  return {
    version,
    article,
    rendered(name, contentType, render) {
      const made = answers.get(name) ?? createRendered(render(), contentType);
      answers.set(name, made);
      return made;
    },
  };
}
