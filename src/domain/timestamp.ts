import type { Instant } from './instant.ts';
import { daysBetween, type LocalDate, localTime, weekdayOf } from './local-time.ts';
import { zoneLabel } from './zone-label.ts';

/** What a story says about its times: an IANA zone and, when the newsroom has its own words for it, a label. */
export interface StoryZone {
  readonly zone: string;
  readonly label?: string;
}

/** What a time is told beside the clock. */
export interface TimeStyle {
  /** The moment from which the reader looks: another local day gets its weekday or its date. */
  readonly now?: Instant;
  /** Whether the zone is named. */
  readonly withLabel?: boolean;
}

/** The days of the week, Sunday first. */
export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const satisfies readonly string[];

/** The months as the AP Stylebook abbreviates them before a day; five are never abbreviated. */
export const months = [
  'Jan.',
  'Feb.',
  'March',
  'April',
  'May',
  'June',
  'July',
  'Aug.',
  'Sept.',
  'Oct.',
  'Nov.',
  'Dec.',
] as const satisfies readonly string[];

/** A clock time in AP style: `1:09 p.m.`, `9 a.m.`, `noon`, `midnight`. `hour` is 0–23. */
export function clockWords(hour: number, minute: number): string {
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'noon';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
}

/** The clock of a zone at a moment, in AP style. Throws a RangeError for an unknown zone. */
export function clock(at: Instant, zone: string): string {
  const { hour, minute } = localTime(at, zone);
  return clockWords(hour, minute);
}

/**
 * A moment as a story tells it: `1:09 p.m.`, `1:09 p.m. Oslo time`, and, seen from another day, `11:40 p.m. Tuesday`
 * or, a week away and more, `11:40 p.m. Feb. 24`.
 */
export function storyTime(at: Instant, { zone, label }: StoryZone, style: TimeStyle = {}): string {
  const named = style.withLabel === true ? ` ${zoneLabel(zone, at, label)}` : '';
  const day = style.now === undefined ? '' : dayWords(at, zone, style.now);
  return `${clock(at, zone)}${named}${day === '' ? '' : ` ${day}`}`;
}

/**
 * The local day of a moment seen from another: nothing on the same day, `Tuesday` less than a week away, else
 * `Feb. 24`, with the year when that differs: `Feb. 24, 2025`.
 */
export function dayWords(at: Instant, zone: string, now: Instant): string {
  const day = localTime(at, zone);
  const today = localTime(now, zone);
  const distance = Math.abs(daysBetween(day, today));
  if (distance === 0) return '';
  if (distance < 7) return weekdayName(day);
  return day.year === today.year ? monthAndDay(day) : `${monthAndDay(day)}, ${day.year}`;
}

/** The date on top of an article: `Thursday, Feb. 26, 2026`. */
export function dateline(at: Instant, zone: string): string {
  const day = localTime(at, zone);
  return `${weekdayName(day)}, ${monthAndDay(day)}, ${day.year}`;
}

function weekdayName(date: LocalDate): string {
  return weekdays[weekdayOf(date)] ?? '';
}

function monthAndDay({ month, day }: LocalDate): string {
  return `${months[month - 1] ?? ''} ${day}`;
}
