import { type Entry, entryName } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';

/** About ten words are recommended; this many still fit on one line. */
const mostWords = 12;

/** Fewer bullets than these are no list. */
const fewest = 2;

/** What to improve about a story's key developments: how many there are, and how long each is. */
export function bulletChecks({ keyDevelopments }: Pick<Story, 'keyDevelopments'>): readonly string[] {
  const tooFew =
    keyDevelopments.length > 0 && keyDevelopments.length < fewest
      ? ['Readers expect two to five of them; there is one.']
      : [];
  return [...keyDevelopments.flatMap(({ text }, index) => lengthCheck(text, index + 1)), ...tooFew];
}

/**
 * What to improve about their order, and about the entries that they point at, which readers must be able to read.
 */
export function pointerChecks(
  story: Story,
  entryOf: (number: number) => Entry | undefined,
): readonly string[] {
  const numbered = story.keyDevelopments.map(({ entry }, index) => ({
    place: index + 1,
    entry: entryOf(entry),
    name: entryName({ slug: story.slug, number: entry }),
  }));
  const hidden = numbered.flatMap(({ place, entry, name }) =>
    entry?.status === 'usable'
      ? []
      : [`Number ${place} points at ${name}, which readers cannot read now: they do not see it.`],
  );
  const newest = numbered.toSorted((a, b) => publishedAt(b.entry) - publishedAt(a.entry))[0];
  if (newest === undefined || newest.place === 1 || hidden.length > 0) return hidden;
  const move = `/key move story:${story.slug} number:${newest.place} to:1`;
  return [`Number ${newest.place} is the newest; ${move} puts it on top, unless another one matters more.`];
}

function publishedAt(entry: Entry | undefined): number {
  return entry?.publishedAt ?? 0;
}

function lengthCheck(text: string, place: number): readonly string[] {
  const words = text.trim().split(/\s+/u).length;
  return words > mostWords ? [`Number ${place} has ${words} words; about ten fit one line.`] : [];
}
