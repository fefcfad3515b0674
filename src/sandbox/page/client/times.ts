import type { TimeStyle } from '../shown.ts';

const formats: Readonly<Record<Exclude<TimeStyle, 'R'>, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** Largest unit first; lengths in seconds. */
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** A moment (milliseconds since 1970) on the clock of the person at the page. */
export function readerTime(at: number, style: TimeStyle): string {
  return style === 'R' ? awayFromNow(at) : new Intl.DateTimeFormat(undefined, formats[style]).format(at);
}

function awayFromNow(at: number): string {
  const seconds = Math.round((at - Date.now()) / 1_000);
  const [unit, length] = units.find(([, one]) => Math.abs(seconds) >= one) ?? (['second', 1] as const);
  return relative.format(Math.trunc(seconds / length), unit);
}
