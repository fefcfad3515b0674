import { isTight, type Line, lineText } from '../../domain/text/lines.ts';

/** How the lists that a line stands in are written. */
export interface Setting {
  /** How many spaces come first. */
  readonly indent: number;
  /** Then, before an item's first row, its marker and a space, as Discord shows them; nothing before other lines. */
  readonly marker: string;
}

/** The last item of a list that is still open. */
interface Item {
  readonly depth: number;
  /** Undefined for a bullet. */
  readonly number: number | undefined;
  /** How many spaces the lists inside of it come after. */
  readonly indent: number;
}

/** The numbers that Discord counts lists in, whatever is written. */
const lowest = 1;
const highest = 1_000_000_000;

/** In so many lists at most Discord reads another list's sign. */
const deepest = 11;

/**
 * How the lists of a message's lines are written so that Discord shows them as they are. A blank line and small print
 * end every list there. What follows a list where its items begin is taken for its next item, with a bullet or the next number as the
 * first one had it: where it is something else, its marker is text.
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

/** Whether Discord shows an item as it is written. `before`: the item that it is taken to follow. */
function isRead(line: Line, number: number | undefined, before: Item | undefined): boolean {
  if (line.depth > deepest || line.runs.length === 0) return false;
  if (before !== undefined) return number === (before.number === undefined ? undefined : before.number + 1);
  return number === undefined || (number >= lowest && number <= highest);
}
