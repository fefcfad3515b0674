import { codeBlock, lineBreak, type Piece, paragraph, strong } from '../../domain/text/build.ts';
import type { Block, RichText } from '../../domain/text/rich-text.ts';

/** One line of an answer: plain words, or pieces with formatting. */
export type Line = string | readonly Piece[];

/** An answer of one paragraph, from lines; undefined lines are left out. */
export function say(...lines: readonly (Line | undefined)[]): RichText {
  return [paragraphOf(...lines)];
}

/** A paragraph of lines; undefined lines are left out. */
export function paragraphOf(...lines: readonly (Line | undefined)[]): Block {
  const said = lines.flatMap((line) => (line === undefined ? [] : [pieces(line)]));
  return paragraph(...said.flatMap((line, index) => (index === 0 ? line : [lineBreak(), ...line])));
}

/** A line in bold, for the top of a list. */
export function title(words: string): Line {
  return [strong(words)];
}

/** What somebody typed, easy to copy. */
export function verbatim(value: string): Block {
  return codeBlock(value);
}

/** `1 channel`, `12 channels`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${amount} ${amount === 1 ? singular : plural}`;
}

/** `1 channel or chat`, `12 channels and chats`. */
export function countPlaces(amount: number): string {
  return count(amount, 'channel or chat', 'channels and chats');
}

function pieces(line: Line): readonly Piece[] {
  return typeof line === 'string' ? [line] : line;
}
