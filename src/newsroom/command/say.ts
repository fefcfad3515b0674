import { codeBlock, lineBreak, type Piece, paragraph, strong } from '../../domain/text/build.ts';
import type { Block, RichText } from '../../domain/text/rich-text.ts';

/** One line of an answer: plain words, or pieces where there is something to show. */
export type Line = string | readonly Piece[];

/** An answer of one paragraph, line by line; lines that are undefined are left out. */
export function say(...lines: readonly (Line | undefined)[]): RichText {
  return [paragraphOf(...lines)];
}

/** A paragraph made of lines; lines that are undefined are left out. */
export function paragraphOf(...lines: readonly (Line | undefined)[]): Block {
  const said = lines.flatMap((line) => (line === undefined ? [] : [pieces(line)]));
  return paragraph(...said.flatMap((line, index) => (index === 0 ? line : [lineBreak(), ...line])));
}

/** A line of bold words, to stand above a list. */
export function title(words: string): Line {
  return [strong(words)];
}

/** What someone typed, in a form that is easily copied. */
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
