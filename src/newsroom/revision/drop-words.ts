import type { Entry, EntryText, Revision } from '../../domain/entry.ts';
import type { Newsroom } from '../records.ts';

/**
 * Deletes what is left of a killed entry's words beside the sealed log: forms and buttons that hold them, and images
 * that nothing else shows. `bullets` are the lines that it had among the key developments. Harmless to repeat.
 */
export async function dropWords(
  room: Newsroom,
  { slug, number }: Pick<Entry, 'slug' | 'number'>,
  bullets: readonly string[],
): Promise<void> {
  const sealed = await room.stories.sealed(slug, number);
  await room.kept.forget(new Set([...bullets, ...sealed.flatMap(textsOf)]));
  const images = new Set(sealed.flatMap(({ text }) => text.picture?.mediaId ?? []));
  if (images.size === 0) return;
  const used = await imagesInUse(room);
  for (const mediaId of images) if (!used.has(mediaId)) await room.kept.dropMedia(mediaId);
}

/** Every text of a revision that may stand somewhere as a whole. */
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
