import type { Picture } from '../domain/picture.ts';

/** The address of a story's picture, below the address or path of its page. */
export function mediaUrl(story: string, { mediaId }: Picture): string {
  return `${story}/media/${encodeURIComponent(mediaId)}`;
}
