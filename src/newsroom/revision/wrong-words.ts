import { clip } from '../../domain/text/clip.ts';

/**
 * Replaces words that occur in a text exactly once, as whole words. Otherwise leaves the text as it is, since nobody
 * knows which ones are meant.
 */
export function replacedOnce(text: string, wrong: string, right: string): string {
  return occurrences(text, wrong) === 1 ? text.replace(wholeWords(wrong), () => right) : text;
}

/** How often words occur in a text as whole words. */
export function occurrences(text: string, words: string): number {
  return [...text.matchAll(wholeWords(words))].length;
}

/** The longest stretch of a text that an answer quotes, in UTF-16 units. */
const longestQuote = 300;

/** The sentence or sentences that a change affects, as they read now; undefined when nothing changed. */
export function changedSentence(before: string, now: string): string | undefined {
  if (before === now) return undefined;
  const from = alike(before, now);
  const rest = alike(reversed(before.slice(from)), reversed(now.slice(from)));
  const to = now.length - rest;
  const sentences = [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(now)];
  const changed = sentences.filter(({ index, segment }) => index <= to && index + segment.length > from);
  return clip(changed.map(({ segment }) => segment).join(''), longestQuote).trim();
}

/** How many UTF-16 units two texts share at their beginning. */
function alike(one: string, other: string): number {
  let units = 0;
  while (units < one.length && one[units] === other[units]) units += 1;
  return units;
}

function reversed(text: string): string {
  return text.split('').toReversed().join('');
}

function wholeWords(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`, 'gu');
}

function escaped(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
