import type { EntryTiming } from './play.ts';

const platformNames = { discord: 'Discord', telegram: 'Telegram' } as const;

/** A table of the time from each command to its message on each platform. */
export function timingTable(timings: readonly EntryTiming[]): string {
  const rows = timings.map(({ number, typedOn, isEdit, discordMs, telegramMs }) => [
    `${isEdit ? 'edit of ' : ''}#${number}`,
    platformNames[typedOn],
    `${discordMs} ms`,
    `${telegramMs} ms`,
  ]);
  const table = [['entry', 'typed on', 'in Discord after', 'in Telegram after'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => row.map((cell, column) => aligned(cell, widths[column] ?? 0, column)).join('   '))
    .join('\n');
}

/** Words are aligned left, numbers right. */
function aligned(cell: string, width: number, column: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}

/** A duration in words: `6.6 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
