import { composeDigest, type DigestPage, type DigestView } from '../../domain/compose/compose-digest.ts';
import { createRecent } from '../../domain/recent.ts';
import { withPage } from '../../domain/story-url.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dateline } from '../../domain/time/timestamp.ts';
import type { Language } from '../../domain/words/language.ts';
import type { StoryRecords } from '../records.ts';

/** Which page of which digest is wanted, and from which moment it is looked at. */
export type DigestRequest = Omit<DigestView, 'story' | 'entries' | 'language'> & {
  readonly slug: string;
  /** The story's IANA zone. */
  readonly zone: string;
  readonly language: Language;
};

/** A page, and a key that is equal for equal pages. */
export interface KeptPage {
  readonly page: DigestPage;
  readonly key: string;
}

/** The source of every digest: those asked for, scheduled ones, catch-ups and wrap-ups. */
export interface Digests {
  /** Undefined when there is no such story. */
  page(request: DigestRequest): Promise<KeptPage | undefined>;
}

/** What {@link createDigests} works with. */
export interface DigestsDeps {
  readonly stories: Pick<StoryRecords, 'version' | 'find' | 'entries'>;
  /** The root address of the story pages; absent when there are none. */
  readonly publicUrl?: string;
  readonly compose?: (view: DigestView) => DigestPage;
  /** How many pages are kept. */
  readonly size?: number;
}

/**
 * Composes each page once per version of its story, window, language and format, however many ask at the same time,
 * and keeps the newest ones. Only the day of the moment from which a digest is looked at matters.
 */
export function createDigests(deps: DigestsDeps): Digests {
  const { stories, publicUrl, compose = composeDigest, size = 300 } = deps;
  const kept = createRecent<Promise<DigestPage | undefined>>(size);

  return {
    async page(request) {
      const version = await stories.version(request.slug);
      if (version === undefined) return undefined;
      const key = keyOf(request, version);
      const page = await (kept.get(key) ?? remember(key, make(request)));
      return page && { page, key };
    },
  };

  async function make(request: DigestRequest): Promise<DigestPage | undefined> {
    const { slug } = request;
    const [story, entries] = await Promise.all([stories.find(slug), stories.entries(slug)]);
    return story && compose({ ...request, story: withPage(story, publicUrl), entries });
  }

  function remember(key: string, page: Promise<DigestPage | undefined>): Promise<DigestPage | undefined> {
    kept.set(key, page);
    // A failure reaches those who wait, but is not kept.
    page.catch(() => kept.forget(key));
    return page;
  }
}

function keyOf(
  { slug, zone, window, format, language, level, only, from }: DigestRequest,
  version: number,
): string {
  const { since, until, now } = window;
  const ends: readonly (Instant | string | undefined)[] = [since, until, dateline(now, zone)];
  return JSON.stringify(['digest', slug, version, ...ends, format, language, level, only, from]);
}
