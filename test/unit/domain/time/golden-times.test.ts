import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { localTime, utcOf } from '../../../../src/domain/time/local-time.ts';
import { dateline, storyTime, type TimeStyle } from '../../../../src/domain/time/timestamp.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The zones, each with the years of which every change of the clock is written out. */
const zones: Readonly<Record<string, readonly number[]>> = {
  'Europe/Istanbul': [2015, 2016, 2026],
  'Europe/London': [2026],
  'America/New_York': [2026],
  'America/Sao_Paulo': [2018, 2026],
  'Asia/Kolkata': [2026],
  'Asia/Kathmandu': [2026],
  'Australia/Lord_Howe': [2026],
  'Pacific/Apia': [2011, 2026],
  'Africa/Casablanca': [2026],
};

type Way = (at: number, zone: string, style: TimeStyle) => string;

const ways: readonly Way[] = [
  (at, zone, style) => storyTime(at, { zone }, style),
  (at, zone, style) => storyTime(at, { zone, clock: '24h' }, style),
  (at, zone, style) => storyTime(at, { zone }, { ...style, language: 'pl' }),
  (at, zone, style) => storyTime(at, { zone }, { ...style, language: 'ar' }),
  (at, zone) => dateline(at, zone),
];

/** A moment in some of the ways in which it is told, seen so many days later. */
function told(
  at: number,
  zone: string,
  { daysLater, some = ways }: { daysLater: number; some?: readonly Way[] },
): string {
  const style = { now: at + daysLater * dayMs, withLabel: true };
  return some.map((way) => way(at, zone, style)).join(' | ');
}

/** Every six hours of a month of 2026, in one way or two by turns, seen up to nine days later, as one short hash. */
function monthHash(zone: string, month: number): string {
  const hash = createHash('sha256');
  for (
    let at = Date.UTC(2026, month), step = 0;
    at < Date.UTC(2026, month + 1);
    at += 6 * hourMs, step += 1
  ) {
    const some = ways.filter((_, index) => index % 3 === step % 3);
    hash.update(
      `${new Date(at).toISOString()} ${told(at + 9 * minuteMs, zone, { daysLater: step % 10, some })}\n`,
    );
  }
  return hash.digest('hex').slice(0, 8);
}

function offsetMs(at: number, zone: string): number {
  return utcOf(localTime(at, zone)) - at;
}

/** The moments of a year at which the clock leaps, to the minute. */
function leaps(zone: string, year: number): readonly number[] {
  const found: number[] = [];
  for (let at = Date.UTC(year, 0); at < Date.UTC(year + 1, 0); at += dayMs) {
    if (offsetMs(at, zone) !== offsetMs(at + dayMs, zone)) found.push(leapWithin(at, at + dayMs, zone));
  }
  return found;
}

function leapWithin(from: number, to: number, zone: string): number {
  if (to - from <= minuteMs) return to;
  const middle = from + Math.floor((to - from) / 2 / minuteMs) * minuteMs;
  return offsetMs(from, zone) === offsetMs(middle, zone)
    ? leapWithin(middle, to, zone)
    : leapWithin(from, middle, zone);
}

function goldenOf(zone: string, years: readonly number[]): string {
  const months = Array.from({ length: 12 }, (_, month) => monthHash(zone, month));
  const around = years.flatMap((year) =>
    leaps(zone, year).flatMap((leap) => [leap - minuteMs, leap, leap + hourMs]),
  );
  const lines = around.map(
    (at) => `${new Date(at).toISOString().slice(0, 16)}Z  ${told(at, zone, { daysLater: 1 })}`,
  );
  return [`== ${zone}`, months.slice(0, 6).join(' '), months.slice(6).join(' '), ...lines, ''].join('\n');
}

const own = process.env['TZ'];

afterAll(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

describe.each(['America/Los_Angeles', 'Asia/Kathmandu'])(
  'times of a year, told on a server in %s',
  (serverZone) => {
    it('are as the golden file has them: a hash for each month, and every leap of the clock', async () => {
      process.env['TZ'] = serverZone;
      const golden = Object.entries(zones).map(([zone, years]) => goldenOf(zone, years));
      await expect(golden.join('\n')).toMatchFileSnapshot('golden/times.txt');
    });
  },
);
