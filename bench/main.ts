import { type Line, formatTable } from './report.ts';
import { measureRecords } from './records.ts';
import { measureRendering } from './rendering.ts';
import { fullSize, quickSize, type Size } from './size.ts';
import { measureWakeUps } from './wake-ups.ts';

const measurements: readonly ((size: Size) => Promise<readonly Line[]>)[] = [
  measureWakeUps,
  measureRecords,
  measureRendering,
];
const size = process.argv.includes('--quick') ? quickSize : fullSize;
const lines: Line[] = [];
for (const measure of measurements) lines.push(...(await measure(size)));
process.stdout.write(`${formatTable(lines)}\n`);
