import { measureDeliveries } from './deliveries.ts';
import { measureLatency } from './latency.ts';
import { measureLimits } from './limits.ts';
import { measureOvertaking } from './overtaking.ts';
import { measureRecords } from './records.ts';
import { measureRendering } from './rendering.ts';
import { faultsOf, formatTable, type Line } from './report.ts';
import { fullSize, quickSize, type Size } from './size.ts';
import { measureWakeUps } from './wake-ups.ts';

const measurements: readonly ((size: Size) => Promise<readonly Line[]>)[] = [
  measureWakeUps,
  measureDeliveries,
  measureLatency,
  measureOvertaking,
  measureLimits,
  measureRecords,
  measureRendering,
];
// Ended this way, the process still stops its Redis.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const size = process.argv.includes('--quick') ? quickSize : fullSize;
const lines: Line[] = [];
for (const measure of measurements) lines.push(...(await measure(size)));
process.stdout.write(`${formatTable(lines)}\n`);
for (const fault of faultsOf(lines)) {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
