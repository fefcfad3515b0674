import type { Entry, EntryText, Revision } from '../../domain/entry.ts';
import type { Newsroom } from '../records.ts';

/**
 * Deletes a killed entry's words outside the sealed log: forms and buttons that contain them, and images that nothing
 * else shows. Harmless to repeat.
 */
export async function dropWords(
  room: Newsroom,
  { slug, number }: Pick<Entry, 'slug' | 'number'>,
): Promise<void> {
  const { revisions, bullets } = await room.stories.sealed(slug, number);
  await room.kept.forget(new Set([...bullets.map((line) => line.trim()), ...revisions.flatMap(textsOf)]));
  const images = new Set(revisions.flatMap(({ text }) => text.picture?.mediaId ?? []));
  if (images.size === 0) return;
  const used = await imagesInUse(room);
  for (const mediaId of images) if (!used.has(mediaId)) await room.kept.dropMedia(mediaId);
}

/** Every text of a revision that may be stored as a whole somewhere. */
function textsOf({ text, correction }: Revision): readonly string[] {
  const { headline, body, source, related }: EntryText = text;
  const words = [headline, body, source, related?.title, correction?.wrong, correction?.right];
  return words.flatMap((one) => (one === undefined || one.trim() === '' ? [] : [one.trim()]));
}

async function imagesInUse({ stories }: Newsroom): Promise<ReadonlySet<string>> {
  const all = await stories.list();
  const entries: readonly Entry[] = (await Promise.all(all.map(({ slug }) => stories.entries(slug)))).flat();
  const shown = entries.flatMap(({ revisions }) => revisions.map(({ text }) => text.picture));
  return new Set([...all.map(({ picture }) => picture), ...shown].flatMap((one) => one?.mediaId ?? []));
}
