import { createRecent } from '../domain/recent.ts';
import type { Article } from './article.ts';
import { singleFlight } from './single-flight.ts';

/** A picture's bytes and type. */
export interface Media {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/** The types of picture that browsers may be given. */
const imageTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

const maxKeptBytes = 64 * 1024 * 1024;

/**
 * Reads the pictures of articles and keeps those asked for last. Undefined for what the article does not show: a
 * picture of another story, or of an entry that is scheduled, held or killed.
 */
export function createStoryMedia(
  loadMedia: (mediaId: string) => Promise<Uint8Array | undefined>,
): (article: Article, mediaId: string) => Promise<Media | undefined> {
  const kept = createRecent<Buffer>(maxKeptBytes, (bytes) => bytes.length);
  const load = singleFlight(async (mediaId) => {
    const known = kept.get(mediaId);
    if (known !== undefined) return known;
    const bytes = await loadMedia(mediaId);
    if (bytes === undefined) return undefined;
    const buffer = Buffer.from(bytes);
    kept.set(mediaId, buffer);
    return buffer;
  });
  return async ({ story, entries }, mediaId) => {
    const shown = entries.map((entry) => (entry.kind === 'shown' ? entry.picture : undefined));
    const picture = [story.picture, ...shown].find((one) => one?.mediaId === mediaId);
    if (picture === undefined || !imageTypes.has(picture.mimeType)) return undefined;
    const bytes = await load(mediaId);
    return bytes && { bytes, mimeType: picture.mimeType };
  };
}
