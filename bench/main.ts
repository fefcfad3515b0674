import { measureDeliveries } from './deliveries.ts';
import { measureDigests } from './digests.ts';
import { measureGrowth } from './growth.ts';
import { measureLatency } from './latency.ts';
import { measureLimits } from './limits.ts';
import { measureOvertaking } from './overtaking.ts';
import { playReaders } from './reader-process.ts';
import { measureReaders } from './readers.ts';
import { measureRecords } from './records.ts';
import { measureRendering } from './rendering.ts';
import { faultsOf, formatTable, type Line } from './report.ts';
import { fullSize, quickSize, type Size } from './size.ts';
import { measureWakeUps } from './wake-ups.ts';

const measurements: readonly ((size: Size) => Promise<readonly Line[]>)[] = [
  // Memory is compared, so it comes before what else would fill it.
  measureGrowth,
  measureWakeUps,
  measureDeliveries,
  measureLatency,
  measureOvertaking,
  measureLimits,
  measureRecords,
  measureRendering,
  measureReaders,
  measureDigests,
];
// Ended this way, the process still stops its Redis.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

if (process.argv.includes('--readers')) playReaders();
else await run(process.argv.includes('--quick') ? quickSize : fullSize);

async function run(size: Size): Promise<void> {
  const lines: Line[] = [];
  for (const measure of measurements) lines.push(...(await measure(size)));
  process.stdout.write(`${formatTable(lines)}\n`);
  for (const fault of faultsOf(lines)) {
    process.stderr.write(`${fault}\n`);
    process.exitCode = 1;
  }
}
