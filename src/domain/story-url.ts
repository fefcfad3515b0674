import type { Story } from './story.ts';

/**
 * The address of a story's page. `publicUrl` is the root address for readers, without a slash at its end. The slug
 * needs no escaping.
 */
export function storyUrl(publicUrl: string, slug: string): string {
  return `${publicUrl}/s/${slug}`;
}

/** The address of one entry: `https://news.example/s/lindhavn-ferries/17`. It stays the same whatever becomes of it. */
export function entryUrl(publicUrl: string, slug: string, number: number): string {
  return `${storyUrl(publicUrl, slug)}/${number}`;
}

/** The story, with its page as the full story's address if it has no address of its own. */
export function withPage<S extends Pick<Story, 'slug' | 'url'>>(story: S, publicUrl: string | undefined): S {
  if (publicUrl === undefined || story.url !== undefined) return story;
  return { ...story, url: storyUrl(publicUrl, story.slug) };
}
