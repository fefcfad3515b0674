import { isTight, type Line, lineText, toLines } from './lines.ts';
import type { RichText } from './rich-text.ts';

/**
 * The text for a terminal: without formatting and link addresses, with markers before list items and `> ` before
 * quotes.
 */
export function plainText(content: RichText): string {
  let shown = '';
  let above: Line | undefined;
  for (const line of toLines(content)) {
    if (above) shown += isTight(above, line) ? '\n' : `\n${quoteMark(above, line)}\n`;
    shown += plainLine(line);
    above = line;
  }
  return shown;
}

function quoteMark(above: Line, below: Line): string {
  return above.quote !== undefined && above.quote === below.quote ? '>' : '';
}

function plainLine(line: Line): string {
  const quote = line.quote === undefined ? '' : '> ';
  const marker = line.marker === undefined ? '' : `${line.marker} `;
  const first = quote + '  '.repeat(Math.max(line.marker ? line.depth - 1 : line.depth, 0)) + marker;
  const next = `\n${quote}${'  '.repeat(line.depth)}`;
  return (first + lineText(line).replaceAll('\n', next)).trimEnd();
}
