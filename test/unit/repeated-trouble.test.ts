import { expect, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { createRepeatedTrouble, type RepeatedTrouble } from '../../src/repeated-trouble.ts';

const refused = new Error('connect ECONNREFUSED 127.0.0.1:6379');
const message = 'no connection to Redis; trying on';

interface Bench {
  readonly trouble: RepeatedTrouble;
  readonly clock: { now: number };
  /** What was written: message, what it is about, how often it came again. */
  readonly lines: (readonly unknown[])[];
}

function bench(): Bench {
  const clock = { now: 0 };
  const lines: (readonly unknown[])[] = [];
  const write = (line: string) => {
    const { msg, about, again, err } = JSON.parse(line);
    lines.push([msg, about, again, err.message]);
  };
  const log = createLogger({ level: 'info', secrets: [], destination: { write } });
  return { clock, lines, trouble: createRepeatedTrouble(log, () => clock.now) };
}

test('what comes many times a second is written once, and then once a minute with how often it came', () => {
  const { trouble, clock, lines } = bench();
  for (clock.now = 0; clock.now < 130_000; clock.now += 100) trouble.write('warn', { err: refused }, message);
  expect(lines).toEqual([
    [message, undefined, undefined, refused.message],
    [message, undefined, 599, refused.message],
    [message, undefined, 599, refused.message],
  ]);
});

test('another error, or one about something else, is written at once', () => {
  const { trouble, lines } = bench();
  for (const about of ['fan-out', 'clock', 'fan-out'])
    trouble.write('error', { err: refused, about }, 'delivery trouble');
  trouble.write('error', { err: new Error('a fault'), about: 'fan-out' }, 'delivery trouble');
  expect(lines.map(([, about, , words]) => [about, words])).toEqual([
    ['fan-out', refused.message],
    ['clock', refused.message],
    ['fan-out', 'a fault'],
  ]);
});

test('trouble of very many kinds loses nothing', () => {
  const { trouble, clock, lines } = bench();
  for (let kind = 0; kind < 300; kind += 1)
    trouble.write('error', { err: new Error(`fault ${kind}`) }, 'delivery trouble');
  expect(lines).toHaveLength(300);
  clock.now = 60_000;
  trouble.write('error', { err: new Error('fault 299') }, 'delivery trouble');
  expect(lines).toHaveLength(301);
});
