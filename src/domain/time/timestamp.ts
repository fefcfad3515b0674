import { defaultLanguage, type Language } from '../words/language.ts';
import { say } from '../words/words.ts';
import type { Instant } from './instant.ts';
import { daysBetween, type LocalDate, localTime, weekdayOf } from './local-time.ts';
import { zoneWords } from './zone-label.ts';

/**
 * The style of English clock times: `ap` (`1:09 p.m.`, `noon`), or `24h` as The Guardian writes them (`13.09`,
 * `12.00`). Other languages have one style of their own (`13:09`).
 */
export type ClockStyle = 'ap' | '24h';

/** The styles, the usual one first. */
export const clockStyles = ['ap', '24h'] as const satisfies readonly ClockStyle[];

/**
 * How a story tells times: its IANA zone, its own label for the zone if it has one, and the clock style, `ap` when
 * absent.
 */
export interface StoryZone {
  readonly zone: string;
  readonly label?: string;
  readonly clock?: ClockStyle;
}

/** What is told besides the clock, and in which language; English by default. */
export interface TimeStyle {
  /** The moment from which the reader looks. On another local day, the weekday or the date is told. */
  readonly now?: Instant;
  /** Whether to name the zone. */
  readonly withLabel?: boolean;
  readonly language?: Language;
}

/** The moment from which a day is named, and the language. */
export type DayStyle = TimeStyle & { readonly now: Instant };

/** How to tell a clock time. */
export interface ClockWords {
  readonly style?: ClockStyle | undefined;
  readonly language?: Language;
}

/** A clock time: `1:09 p.m.`, `9 a.m.`, `noon`, `midnight`, or in another style or language. `hour` is 0–23. */
export function clockWords(hour: number, minute: number, words: ClockWords = {}): string {
  const { style = 'ap', language = defaultLanguage } = words;
  const half = style === 'ap' && language === 'en' ? halfOf(hour, minute) : 'none';
  return say(language, 'clock', {
    half,
    hour: half === 'none' ? twoDigits(hour) : String(hour % 12 || 12),
    minute: twoDigits(minute),
  });
}

/**
 * A moment as a story tells it: `1:09 p.m.`, `1:09 p.m. Oslo time`, and, seen from another day, `11:40 p.m. Tuesday`
 * or, a week away and more, `11:40 p.m. Feb. 24`. Throws a RangeError for an unknown zone.
 */
export function storyTime(at: Instant, story: StoryZone, style: TimeStyle = {}): string {
  const { now, withLabel = false, language = defaultLanguage } = style;
  const { hour, minute } = localTime(at, story.zone);
  const day = now === undefined ? undefined : dayOf(at, story.zone, now);
  return say(language, 'moment', {
    clock: clockWords(hour, minute, { style: story.clock, language }),
    zone: withLabel ? zoneWords(story, at, language) : 'none',
    weekday: day?.kind === 'weekday' ? say(language, 'onWeekday', { day: day.weekday }) : 'none',
    date: day?.kind === 'date' ? dateWords(day, language) : 'none',
  });
}

/**
 * The local day of a moment as seen from another: nothing on the same day, `Tuesday` less than a week away, else
 * `Feb. 24`, with the year if it differs: `Feb. 24, 2025`.
 */
export function dayWords(at: Instant, zone: string, style: DayStyle): string {
  return named(at, zone, { ...style, weekday: 'weekday' });
}

/** {@link dayWords} after "since": in some languages the form differs. */
export function sinceDayWords(at: Instant, zone: string, style: DayStyle): string {
  return named(at, zone, { ...style, weekday: 'sinceWeekday' });
}

/** The date at the top of an article: `Thursday, Feb. 26, 2026`. */
export function dateline(at: Instant, zone: string, language: Language = defaultLanguage): string {
  const day = localTime(at, zone);
  return say(language, 'dateline', {
    weekday: say(language, 'weekday', { day: String(weekdayOf(day)) }),
    date: dateWords({ date: day, withYear: true }, language),
  });
}

type SeenDay =
  | { readonly kind: 'weekday'; readonly weekday: string }
  | { readonly kind: 'date'; readonly date: LocalDate; readonly withYear: boolean };

/** A day as named from another; undefined for the same day. */
function dayOf(at: Instant, zone: string, now: Instant): SeenDay | undefined {
  const date = localTime(at, zone);
  const today = localTime(now, zone);
  const distance = Math.abs(daysBetween(date, today));
  if (distance === 0) return undefined;
  if (distance < 7) return { kind: 'weekday', weekday: String(weekdayOf(date)) };
  return { kind: 'date', date, withYear: date.year !== today.year };
}

function named(
  at: Instant,
  zone: string,
  { now, language = defaultLanguage, weekday }: DayStyle & { readonly weekday: 'weekday' | 'sinceWeekday' },
): string {
  const day = dayOf(at, zone, now);
  if (day === undefined) return '';
  return day.kind === 'weekday' ? say(language, weekday, { day: day.weekday }) : dateWords(day, language);
}

function dateWords(
  { date, withYear }: { readonly date: LocalDate; readonly withYear: boolean },
  language: Language,
): string {
  const { year, month, day } = date;
  const words = { month: String(month), day: String(day) };
  return withYear
    ? say(language, 'dateOfYear', { ...words, year: String(year) })
    : say(language, 'date', words);
}

function halfOf(hour: number, minute: number): 'noon' | 'midnight' | 'am' | 'pm' {
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'noon';
  return hour < 12 ? 'am' : 'pm';
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
