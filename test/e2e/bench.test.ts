import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

const program = 'dist/bench/main.js';

/** It takes some five seconds; a busy machine may need some times that. */
const longMs = 90_000;

const expected = [
  'processor for each delivery, 10 destinations',
  'processor for each delivery, 40 destinations',
  'mailboxes woken and run',
  'wake-ups lost',
  'mailboxes run twice at once',
  'deliveries of an update, Discord',
  'deliveries of an update, Telegram',
  'deliveries of an update, both together',
  'cards changed after it, both together',
  'command to first message, Discord, p50 of 3',
  'command to first message, Discord, p99 of 3',
  'command to first message, Telegram, p50 of 3',
  'command to first message, Telegram, p99 of 3',
  'a flash reaches the first place',
  'a flash reaches all 5 places',
  'an update within the limits, 5 places on Discord',
  'an update within the limits, 5 places on Telegram',
  'answers with status 429',
  'deliveries without a network',
  'Redis for each delivery',
  'renderings of entries',
  'entries rendered for Discord',
  'entries rendered for Telegram',
  'an update is known to all of 20 who listen',
  'looks at Redis for them',
  'memory for each who listens',
  'a page of 100 updates in full',
  'the same for those who know it',
  'the same /digest for 50 readers',
  'compositions of it',
  'renderings of it, Discord',
  'renderings of it, Telegram',
];

test(
  'the benchmark ends by itself with one table, and nothing is lost or done twice',
  async () => {
    const child = spawn(process.execPath, [program, '--quick'], { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill());
    const [output, faults, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    expect(faults).toBe('');
    expect(code).toBe(0);
    const [titles, , ...rows] = output.trimEnd().split('\n').map(cellsOf);
    expect(titles).toEqual(['what', 'figure', 'unit', 'ratio', 'beside']);
    // How large the page is stands behind a comma.
    expect(rows.map(([what]) => what?.replace(/, [\d.]+ kB packed$/, ''))).toEqual(expected);
    expect(rows.map(([, figure = '']) => Number(figure.replaceAll(',', '')))).not.toContain(Number.NaN);
  },
  longMs,
);

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}
