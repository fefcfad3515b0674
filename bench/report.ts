/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** What the figure is to be held against, in words: another figure of the same run, or an aim. */
  readonly beside: string;
  /** The figure as a multiple of the one beside it; absent where that says nothing. */
  readonly ratio?: number;
}

const titles = ['what', 'figure', 'unit', 'ratio', 'beside'] as const;

/** The lines as one table: Markdown whose columns stand under each other in a terminal too. */
export function formatTable(lines: readonly Line[]): string {
  const rows = lines.map(({ what, figure, unit, ratio, beside }) => [
    what,
    shortNumber(figure),
    unit,
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    beside,
  ]);
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const ruler = widths.map((width) => '-'.repeat(width));
  return [[...titles], ruler, ...rows]
    .map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
}

/** Three digits at least, and no more decimals than those take. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
