import type { Picture } from '../domain/picture.ts';

/** Where a story's picture is, below the address or the path of its page. */
export function mediaUrl(story: string, { mediaId }: Picture): string {
  return `${story}/media/${encodeURIComponent(mediaId)}`;
}
