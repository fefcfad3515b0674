import type { Language } from '../words/language.ts';
import { type ClockTime, readClock } from './clock-input.ts';
import { type DayWord, type Direction, daysMeant, takeDay } from './day-input.ts';
import type { Instant } from './instant.ts';
import {
  addDays,
  aroundGap,
  instantsOf,
  isDate,
  type LocalDate,
  type LocalTime,
  localTime,
  startOfDay,
  utcOf,
} from './local-time.ts';
import { plainTime, takeZone } from './zone-input.ts';

/** What is needed to read a typed time. */
export interface TimeReading {
  /** The story's IANA zone. */
  readonly zone: string;
  readonly now: Instant;
  /** A bare `9am` is the last one for `past`, and the next one for `future`. */
  readonly direction: Direction;
  /** The story's own words for its zone, which may follow a time. */
  readonly label?: string;
  /** The story's language; its words for days and hours work besides the English ones. */
  readonly language?: Language;
}

/** What a typed time means. */
export type MomentRead =
  | { readonly kind: 'moment'; readonly at: Instant }
  /** It means several moments: daylight saving repeats that time, or it is midnight of a named day. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Instant[] }
  /** Daylight saving skips that time. The candidates are before and after the jump. */
  | { readonly kind: 'skipped'; readonly candidates: readonly Instant[] }
  | { readonly kind: 'unreadable' };

const unreadable: MomentRead = { kind: 'unreadable' };

const hourMs = 3_600_000;

/**
 * Reads a moment as editors type it: `13:09`, `1:09 p.m.`, `noon`, `tomorrow 9am`, `yesterday`, `monday 9am`, `feb.
 * 24 18:00`, `2h`, `30 min`, `3 days`, `in 2h`, `2h ago`, `now`, ISO 8601 with or without an offset. A day without a
 * time is its beginning when looking back, and unreadable when looking forward. The words decide: `yesterday 18:00`
 * is in the past whatever the direction. The time may include a name of the story's own zone, which also decides
 * between two repeated hours: `1:30 a.m. EST`. Throws a RangeError for an unknown zone.
 */
export function readMoment(text: string, reading: TimeReading): MomentRead {
  const tidy = plainTime(text, reading.language);
  const zone = takeZone(tidy, reading);
  if (zone === undefined) return readTidy(tidy, reading);
  const read = readTidy(zone.rest, reading);
  if (read.kind === 'moment') return zone.fits(read.at) ? read : unreadable;
  if (read.kind !== 'ambiguous') return read;
  const [at, ...others] = read.candidates.filter(zone.fits);
  return at === undefined || others.length > 0 ? read : { kind: 'moment', at };
}

function readTidy(tidy: string, reading: TimeReading): MomentRead {
  if (tidy === 'now') return { kind: 'moment', at: reading.now };
  return readSpan(tidy, reading) ?? readIso(tidy, reading.zone) ?? readDayAndClock(tidy, reading);
}

/** `2h`, `1h 30min`, `in 3 days`, `2h ago`. Days are calendar days, so the time of day stays the same. */
function readSpan(text: string, { zone, now, direction }: TimeReading): MomentRead | undefined {
  const match =
    /^(in )?((?:\d{1,4} ?(?:m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?: |$))+)(ago)?$/.exec(
      text.replaceAll(/(\d[a-z]+)(?=\d)/g, '$1 '),
    );
  if (match === null || (match[1] !== undefined && match[3] !== undefined)) return undefined;
  const forward = match[1] !== undefined || (match[3] === undefined && direction === 'future');
  const sign = forward ? 1 : -1;
  const { days, ms } = spanOf(match[2] ?? '');
  if (days === 0 && ms === 0) return unreadable;
  const then = days === 0 ? now : daysAway(now, sign * days, zone);
  return { kind: 'moment', at: then + sign * ms };
}

function spanOf(words: string): { readonly days: number; readonly ms: number } {
  let days = 0;
  let ms = 0;
  for (const [, digits, unit] of words.matchAll(/(\d+) ?([mhdw])[a-z]*/g)) {
    const count = Number(digits);
    if (unit === 'd') days += count;
    if (unit === 'w') days += 7 * count;
    if (unit === 'h') ms += count * hourMs;
    if (unit === 'm') ms += count * 60_000;
  }
  return { days, ms };
}

/** The same time of day on another day; if daylight saving skips it, that many times 24 hours away. */
function daysAway(now: Instant, days: number, zone: string): Instant {
  const local = localTime(now, zone);
  const [at] = instantsOf({ ...local, ...addDays(local, days) }, zone);
  return at === undefined ? now + days * 24 * hourMs : at + (now % 1000);
}

/** ISO 8601 with date and time. Without an offset it is local time. */
function readIso(text: string, zone: string): MomentRead | undefined {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)[t ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)? ?(z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const local: LocalTime = { year, month, day, hour, minute, second };
  if (!isDate(local)) return unreadable;
  const offset = match[7];
  return offset === undefined
    ? resultOf({ moments: instantsOf(local, zone), around: () => aroundGap(local, zone) })
    : { kind: 'moment', at: utcOf(local) - offsetMsOf(offset) };
}

function offsetMsOf(offset: string): number {
  if (offset === 'z') return 0;
  const digits = offset.replaceAll(/\D/g, '');
  const ms = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
  return offset.startsWith('-') ? -ms : ms;
}

function readDayAndClock(text: string, reading: TimeReading): MomentRead {
  const named = takeDay(text);
  const words = (named?.rest ?? text).replace(/^at /, '');
  const time = readClock(words);
  if (time === undefined && (named === undefined || words !== '')) return unreadable;
  const dates = datesFor(named?.day, reading);
  if (time === undefined) return dayAlone(dates, reading);
  const isNight = words === 'midnight' && named !== undefined;
  const options = dates.map((date) => (isNight ? bothMidnights : timeOn)(date, time, reading.zone));
  return nearest(options, reading);
}

/** The days to look at, in order. Without a named day, the time may be on today or a neighbouring day. */
function datesFor(day: DayWord | undefined, { zone, now, direction }: TimeReading): readonly LocalDate[] {
  const { year, month, day: dayNumber } = localTime(now, zone);
  const today = { year, month, day: dayNumber };
  if (day !== undefined) return daysMeant(day, today, direction);
  return [today, addDays(today, direction === 'past' ? -1 : 1)];
}

function dayAlone([date]: readonly LocalDate[], { zone, direction }: TimeReading): MomentRead {
  if (date === undefined || direction === 'future') return unreadable;
  return { kind: 'moment', at: startOfDay(date, zone) };
}

/** A time on one of the days that may be meant. */
interface TimeOption {
  /** The local time, as if it were UTC. */
  readonly wall: number;
  readonly moments: readonly Instant[];
  /** What it may mean when there is no such moment. */
  readonly around: () => readonly Instant[];
}

/** The first day on which the time is on the right side of now. A day that is named alone is taken as it is. */
function nearest(options: readonly TimeOption[], { zone, now, direction }: TimeReading): MomentRead {
  const isOnSide = (at: number, edge: number) => (direction === 'past' ? at <= edge : at > edge);
  const wallNow = utcOf(localTime(now, zone));
  for (const { wall, moments, around } of options) {
    const onSide = moments.filter((at) => isOnSide(at, now));
    if (onSide.length > 0) return resultOf({ moments: onSide, around });
    const isMeant = options.length === 1 || (moments.length === 0 && isOnSide(wall, wallNow));
    if (isMeant) return resultOf({ moments, around });
  }
  return unreadable;
}

function timeOn(date: LocalDate, time: ClockTime, zone: string): TimeOption {
  const local = { ...date, ...time, second: 0 };
  return { wall: utcOf(local), moments: instantsOf(local, zone), around: () => aroundGap(local, zone) };
}

/** By midnight of a day, people mean the night before as often as the night after. */
function bothMidnights(date: LocalDate, time: ClockTime, zone: string): TimeOption {
  const moments = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)];
  return { wall: utcOf({ ...date, ...time, second: 0 }), moments, around: () => moments };
}

function resultOf({ moments, around }: Omit<TimeOption, 'wall'>): MomentRead {
  const [at] = moments;
  if (at === undefined) return { kind: 'skipped', candidates: around() };
  return moments.length === 1 ? { kind: 'moment', at } : { kind: 'ambiguous', candidates: moments };
}
