/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** What to compare the figure with, in words: another figure of the same run, or an aim. */
  readonly beside: string;
  /** The figure as a multiple of the one beside it; absent when that means nothing. */
  readonly ratio?: number;
  /** The required figure, if any other is a fault. */
  readonly mustBe?: number;
  /** The greatest allowed ratio, if a greater one is a fault. */
  readonly ratioAtMost?: number;
}

const titles = ['what', 'figure', 'unit', 'ratio', 'beside'] as const;

/** The lines as a table in Markdown, with columns that are aligned in a terminal, too. */
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

/** The lines with a figure that is not what it must be, each as a sentence. */
export function faultsOf(lines: readonly Line[]): readonly string[] {
  return lines.flatMap(({ what, figure, mustBe = figure, ratio = 0, ratioAtMost = ratio }) => [
    ...(figure === mustBe ? [] : [`${what}: ${figure}, and it must be ${mustBe}`]),
    ...(ratio <= ratioAtMost
      ? []
      : [`${what}: ${ratio.toFixed(3)} ×, and at most ${ratioAtMost} × is allowed`]),
  ]);
}

/** At least three digits, and no more decimals than that needs. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
