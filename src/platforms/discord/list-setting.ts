import { isTight, type Line, lineText } from '../../domain/text/lines.ts';

/** How to write a line that is in lists. */
export interface Setting {
  /** The number of spaces at its beginning. */
  readonly indent: number;
  /** For an item's first row: its marker and a space, as Discord shows them. Empty for other lines. */
  readonly marker: string;
}

/** The last item of a list that is still open. */
interface Item {
  readonly depth: number;
  /** Undefined for a bullet. */
  readonly number: number | undefined;
  /** The number of spaces before lists inside it. */
  readonly indent: number;
}

/** Discord counts lists in these numbers, whatever is written. */
const lowest = 1;
const highest = 1_000_000_000;

/** Discord recognises list markers up to this depth. */
const deepest = 11;

/**
 * How to write the lists in a message's lines so that Discord shows them as they are. On Discord a blank line or
 * small print ends every list. What follows a list at the same indentation becomes its next item, with a bullet or
 * with the next number, as its first item had it. If the marker should be another one, it is written as text.
 */
export function listSettings(lines: readonly Line[]): readonly Setting[] {
  let open: readonly Item[] = [];
  return lines.map((line, index): Setting => {
    const above = lines[index - 1];
    if (above === undefined || !isTight(above, line) || line.kind === 'small') open = [];
    const around = open.filter(
      ({ depth }) => depth <= (line.marker === undefined ? line.depth : line.depth - 1),
    );
    const indent = around.at(-1)?.indent ?? 0;
    const before = open[around.length];
    const hasBlankRow = lineText(line).includes('\n\n');
    open = hasBlankRow ? [] : around;
    if (line.marker === undefined) return { indent, marker: '' };
    const number = line.marker === '•' ? undefined : Number.parseInt(line.marker, 10);
    if (!isRead(line, number, before)) return { indent, marker: `${line.marker.replace('.', '\\.')} ` };
    const marker = number === undefined ? '- ' : `${number}. `;
    if (!hasBlankRow) open = [...around, { depth: line.depth, number, indent: indent + marker.length }];
    return { indent, marker };
  });
}

/** Whether Discord shows an item as written. `before`: the item that it would follow. */
function isRead(line: Line, number: number | undefined, before: Item | undefined): boolean {
  if (line.depth > deepest || line.runs.length === 0) return false;
  if (before !== undefined) return number === (before.number === undefined ? undefined : before.number + 1);
  return number === undefined || (number >= lowest && number <= highest);
}
