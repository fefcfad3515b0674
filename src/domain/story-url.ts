import type { Story } from './story.ts';

/**
 * The address of a story's page. `publicUrl` is where readers reach Dateline, without a slash at its end; the slug
 * needs no escaping.
 */
export function storyUrl(publicUrl: string, slug: string): string {
  return `${publicUrl}/s/${slug}`;
}

/** The address of one entry: `https://news.example/s/lindhavn-ferries/17`. It stays the same whatever becomes of it. */
export function entryUrl(publicUrl: string, slug: string, number: number): string {
  return `${storyUrl(publicUrl, slug)}/${number}`;
}

/** The story, its page standing in for the address of the full story where it has none of its own. */
export function withPage<S extends Pick<Story, 'slug' | 'url'>>(story: S, publicUrl: string | undefined): S {
  if (publicUrl === undefined || story.url !== undefined) return story;
  return { ...story, url: storyUrl(publicUrl, story.slug) };
}
