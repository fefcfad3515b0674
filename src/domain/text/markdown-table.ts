import type { Table, TableCell } from 'mdast';
import { codeBlock } from './build.ts';
import { inlineText, type Source, toInlines } from './markdown-inline.ts';
import type { Block, Inline } from './rich-text.ts';

type Align = 'left' | 'right' | 'center';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** A Markdown table as monospace lines with aligned columns and a line below its head. */
export function tableBlock(table: Table, source: Source): Block {
  const rows = table.children.map((row) => row.children.map((cell) => cellText(cell, source)));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...rows.map((row) => columnsWide(row[column] ?? ''))),
  );
  const [head = [], ...body] = rows.map((row) => aligned(row, widths, table.align ?? []));
  const rule = widths.map((width) => '-'.repeat(width));
  return codeBlock([head, rule, ...body].map((row) => row.join('  ').trimEnd()).join('\n'));
}

function cellText(cell: TableCell, source: Source): string {
  return inlineText(toInlines(cell.children, source).flatMap(withAddress)).trim();
}

function withAddress(node: Inline): readonly Inline[] {
  if (node.type !== 'link' || inlineText([node]) === node.url) return [node];
  return [node, { type: 'text', value: ` (${node.url})` }];
}

function aligned(
  row: readonly string[],
  widths: readonly number[],
  align: readonly (string | null)[],
): string[] {
  return widths.map((width, column) => {
    const cell = row[column] ?? '';
    return pad(cell, width - columnsWide(cell), sideOf(align[column]));
  });
}

function sideOf(align: string | null | undefined): Align {
  return align === 'right' || align === 'center' ? align : 'left';
}

function pad(cell: string, space: number, align: Align): string {
  const before = align === 'right' ? space : align === 'center' ? Math.floor(space / 2) : 0;
  return ' '.repeat(before) + cell + ' '.repeat(space - before);
}

function columnsWide(cell: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(cell)) width += wide.test(segment) ? 2 : 1;
  return width;
}
