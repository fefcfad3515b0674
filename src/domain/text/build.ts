import type { Instant } from '../time/instant.ts';
import type { Block, HeadingLevel, Inline } from './rich-text.ts';

/** Something within a line. A string is plain text. */
export type Piece = Inline | string;

/** Plain text; nothing in it is read as formatting. */
export function text(value: string): Inline {
  return { type: 'text', value };
}

/** Pieces as inline nodes. */
export function inlines(pieces: readonly Piece[]): readonly Inline[] {
  return pieces.map((piece) => (typeof piece === 'string' ? text(piece) : piece));
}

/** Bold. */
export function strong(...pieces: readonly Piece[]): Inline {
  return { type: 'strong', children: inlines(pieces) };
}

/** Italic. */
export function emphasis(...pieces: readonly Piece[]): Inline {
  return { type: 'emphasis', children: inlines(pieces) };
}

/** Struck through. */
export function strike(...pieces: readonly Piece[]): Inline {
  return { type: 'strike', children: inlines(pieces) };
}

/** Hidden until the reader asks for it. */
export function spoiler(...pieces: readonly Piece[]): Inline {
  return { type: 'spoiler', children: inlines(pieces) };
}

/** Monospace within a line. */
export function code(value: string): Inline {
  return { type: 'code', value };
}

/** A link. Platforms take only http and https addresses; for others only the label is shown. */
export function link(label: Piece, url: string): Inline {
  return { type: 'link', url, children: inlines([label]) };
}

/** A new line within the same block. */
export function lineBreak(): Inline {
  return { type: 'break' };
}

/** The moment in each reader's own time zone, where the platform can show that. It brings its own separator. */
export function readerClock(
  at: Instant,
  words: { readonly told?: string; readonly yours?: string } = {},
): Inline {
  return { type: 'reader-clock', at, ...words };
}

/** A paragraph. */
export function paragraph(...pieces: readonly Piece[]): Block {
  return { type: 'paragraph', children: inlines(pieces) };
}

/** Small print. */
export function small(...pieces: readonly Piece[]): Block {
  return { type: 'small', children: inlines(pieces) };
}

/** A heading. `suffix` follows on the same line in normal weight. */
export function heading(level: HeadingLevel, title: Piece, ...suffix: readonly Piece[]): Block {
  const children = inlines([title]);
  if (suffix.length === 0) return { type: 'heading', level, children };
  return { type: 'heading', level, children, suffix: inlines(suffix) };
}

/** Someone's words, set off. */
export function quote(...children: readonly Block[]): Block {
  return { type: 'quote', children };
}

/** A bulleted list of one-line items. */
export function list(items: readonly (readonly Piece[])[]): Block {
  return { type: 'list', ordered: false, start: 1, items: items.map((item) => [paragraph(...item)]) };
}

/** A numbered list of one-line items. */
export function orderedList(items: readonly (readonly Piece[])[], start = 1): Block {
  return { type: 'list', ordered: true, start, items: items.map((item) => [paragraph(...item)]) };
}

/** Monospace lines, kept as they are. */
export function codeBlock(value: string, language?: string): Block {
  return language === undefined ? { type: 'code-block', value } : { type: 'code-block', value, language };
}
