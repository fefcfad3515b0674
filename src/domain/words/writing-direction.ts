import { inlines, lineBreak, type Piece } from '../text/build.ts';
import type { Block, HeadingLevel, Inline } from '../text/rich-text.ts';
import { directionOf, type Language } from './language.ts';

/**
 * Unicode's marks of writing direction (Unicode Standard Annex #9, "Explicit Directional Isolates" and "Implicit
 * Marks").
 */
const marks = {
  rightToLeftMark: '\u200f',
  leftToRightIsolate: '\u2066',
  rightToLeftIsolate: '\u2067',
  popIsolate: '\u2069',
} as const;

const letters = /\p{L}/gu;
const rightToLeftLetters =
  /(?=\p{L})[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}]/gu;

/**
 * Somebody's text within a line of Dateline's own. If it has letters of the other direction, it is isolated, with the
 * direction of most of its letters: an Arabic headline may begin with a Latin name.
 */
export function isolated(text: string, language: Language): readonly Piece[] {
  const rightToLeft = text.match(rightToLeftLetters)?.length ?? 0;
  const leftToRight = (text.match(letters)?.length ?? 0) - rightToLeft;
  const isTurned = directionOf(language) === 'rtl';
  if ((isTurned ? leftToRight : rightToLeft) === 0) return [text];
  const runsLeft = rightToLeft > leftToRight || (isTurned && rightToLeft === leftToRight);
  return [own(runsLeft ? marks.rightToLeftIsolate : marks.leftToRightIsolate), text, own(marks.popIsolate)];
}

/**
 * Lines of Dateline's own. In a language written from right to left, each line says so: with a mark for apps that go
 * by the first strong letter, and with an isolate for those that begin every line at the left.
 */
export function ownRows(language: Language, rows: readonly (readonly Piece[])[]): readonly Piece[] {
  return rows.flatMap((row, index) => [...(index === 0 ? [] : [lineBreak()]), ...ownRow(language, row)]);
}

/** One line of Dateline's own; see {@link ownRows}. */
export function ownRow(language: Language, row: readonly Piece[]): readonly Piece[] {
  return directionOf(language) === 'rtl' ? [rowStart, ...row, rowEnd] : row;
}

/** A heading of Dateline's own, and what follows on its line. */
export function ownHeading(
  language: Language,
  level: HeadingLevel,
  { title, suffix = [] }: { readonly title: readonly Piece[]; readonly suffix?: readonly Piece[] },
): Block {
  const isTurned = directionOf(language) === 'rtl';
  const start = isTurned ? [rowStart] : [];
  const end = isTurned ? [rowEnd] : [];
  if (suffix.length === 0) return { type: 'heading', level, children: inlines([...start, ...title, ...end]) };
  return {
    type: 'heading',
    level,
    children: inlines([...start, ...title]),
    suffix: inlines([...suffix, ...end]),
  };
}

function own(value: string): Inline {
  return { type: 'text', value, own: true };
}

const rowStart = own(marks.rightToLeftMark + marks.rightToLeftIsolate);
const rowEnd = own(marks.popIsolate);
