import type { Instant } from './instant.ts';

/** A day of the calendar; `month` is 1–12. */
export interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date, and a time of day as a clock on the wall shows it. */
export interface LocalTime extends LocalDate {
  /** 0–23. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const dayMs = 86_400_000;

/** More than any zone's offset from UTC, and less than the time between any two changes of a zone's offset. */
const reachMs = 26 * 3_600_000;

// Making a formatter takes some hundred times as long as using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The local time in a zone at a moment, by the offset at that moment. Throws a RangeError when the zone is unknown or
 * the moment is not a time.
 */
export function localTime(at: Instant, zone: string): LocalTime {
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatterOf(zone).formatToParts(at)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value); // `in` has just proved the key
  }
  return shown;
}

/**
 * The moments at which clocks in a zone show `local`, to the second, earliest first: usually one, none when daylight
 * saving skips that time, two when it repeats it.
 */
export function instantsOf(local: LocalTime, zone: string): readonly Instant[] {
  const asIfUtc = utcOf(local);
  const offsets = new Set([-reachMs, 0, reachMs].map((shift) => offsetMs(asIfUtc + shift, zone)));
  return [...offsets]
    .map((offset) => asIfUtc - offset)
    .filter((at) => utcOf(localTime(at, zone)) === asIfUtc)
    .toSorted((a, b) => a - b);
}

/**
 * What people may mean by a local time that daylight saving skips: the moments by the offset after and before the
 * jump, earlier first (for 2:30, clocks then show 1:30 and 3:30).
 */
export function aroundGap(local: LocalTime, zone: string): readonly Instant[] {
  const asIfUtc = utcOf(local);
  return [reachMs, -reachMs].map((shift) => asIfUtc - offsetMs(asIfUtc + shift, zone));
}

/** The first moment of a day in a zone, even if daylight saving skips or repeats midnight. */
export function startOfDay(date: LocalDate, zone: string): Instant {
  const midnight = { ...date, hour: 0, minute: 0, second: 0 };
  return instantsOf(midnight, zone)[0] ?? endOfGap(utcOf(midnight), zone);
}

/** The day `days` later, or earlier when that is negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const moved = new Date(dateUtc(date) + days * dayMs);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((dateUtc(to) - dateUtc(from)) / dayMs);
}

/** The day of the week: 0 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(dateUtc(date)).getUTCDay();
}

/** Whether the calendar has such a day: false for February 30. */
export function isDate(date: LocalDate): boolean {
  const { year, month, day } = addDays(date, 0);
  return year === date.year && month === date.month && day === date.day;
}

/** A local time as if it were UTC, for comparing two local times. */
export function utcOf(local: LocalTime): number {
  return dateUtc(local) + ((local.hour * 60 + local.minute) * 60 + local.second) * 1000;
}

function dateUtc({ year, month, day }: LocalDate): number {
  return Date.UTC(year, month - 1, day);
}

function offsetMs(at: Instant, zone: string): number {
  return utcOf(localTime(at, zone)) - Math.floor(at / 1000) * 1000;
}

/** When the clock jumps over a local time that is skipped. */
function endOfGap(asIfUtc: number, zone: string): Instant {
  let before = asIfUtc - reachMs;
  let after = asIfUtc + reachMs;
  const offset = offsetMs(before, zone);
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (offsetMs(middle, zone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, formatter);
  return formatter;
}
