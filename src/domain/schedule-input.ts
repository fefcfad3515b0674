import type { DigestSchedule } from './digest-schedule.ts';
import { type ClockTime, readClock } from './time/clock-input.ts';
import { type ClockStyle, clockWords } from './time/timestamp.ts';
import { plainTime } from './time/zone-input.ts';
import type { Language } from './words/language.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const workdays: readonly number[] = [1, 2, 3, 4, 5];
const weekend: readonly number[] = [0, 6];

/** More than this many a day would be a feed. */
const mostTimes = 8;

const dayWord = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:days?|\\.)?';
const clock = '(?:noon|midnight|\\d{1,2}(?:[:.]\\d\\d)? ?[ap]m|\\d{1,2}[:.]\\d\\d)';

/** Words that say that a digest comes only with news. That is the default, so they change nothing. */
const withNews = / (?:only )?(?:(?:if|when) there(?: is|'s) |with |if )(?:any )?news$/;
const evenWithout = / (?:always|(?:even|also) without news)$/;

/**
 * Reads when digests are wanted: `08:00`, `8am and 6pm`, `weekdays 8:30 pm`, `mon, wed at noon`, `mon-fri 7:00`,
 * `every 4h` (1 to 24 whole hours), `hourly`; each may add `always` or `even without news`, for digests that also say
 * when there is none. Undefined for anything else. The words of `language` work besides the English ones.
 */
export function readSchedule(text: string, language?: Language): DigestSchedule | undefined {
  const tidy = plainTime(text, language);
  const isAlways = evenWithout.test(tidy);
  const rest = tidy.replace(evenWithout, '').replace(withNews, '');
  const { days, times } = takeDays(rest);
  const read = readHours(times) ?? readTimes(times);
  return read && { ...read, ...(days && { days }), ...(isAlways && { always: true }) };
}

/** A schedule in words: `daily at 8 a.m. and 6 p.m.`, `on weekdays at noon`, `every 4 hours, even without news`. */
export function scheduleWords(schedule: DigestSchedule, style?: ClockStyle): string {
  const { days, always } = schedule;
  return [hoursWords(schedule, days, style), ...(always ? ['even without news'] : [])].join(', ');
}

function hoursWords(
  schedule: DigestSchedule,
  days: readonly number[] | undefined,
  style: ClockStyle | undefined,
): string {
  if (schedule.kind === 'daily') {
    const times = schedule.times.map(({ hour, minute }) => clockWords(hour, minute, { style }));
    return `${days === undefined ? 'daily' : daysWords(days)} at ${listed(times)}`;
  }
  const every = schedule.hours === 1 ? 'every hour' : `every ${schedule.hours} hours`;
  return days === undefined ? every : `${every} ${daysWords(days)}`;
}

function daysWords(days: readonly number[]): string {
  if (days.join() === workdays.join()) return 'on weekdays';
  if (days.join() === weekend.join()) return 'on weekends';
  // People list the days of a week from Monday on.
  const inOrder = days.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  return `on ${listed(inOrder.map((day) => `${weekdays[day]}s`))}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The days at the beginning or the end of a text, and the rest of it. */
function takeDays(text: string): { readonly days?: readonly number[]; readonly times: string } {
  const plain = text.replace(/^(?:daily|every day)(?: at)? /, '');
  const list = `(?:on )?(?:every )?(weekdays?|weekends?|${dayWord}(?:(?: and | |-| to )${dayWord})*)`;
  const match = new RegExp(`^${list} (?:at )?`).exec(plain) ?? new RegExp(` ${list}$`).exec(plain);
  const [whole, named] = match ?? [];
  if (whole === undefined || named === undefined) return { times: plain };
  return { days: daysOf(named), times: plain.replace(whole, '').trim() };
}

function daysOf(named: string): readonly number[] {
  if (named.startsWith('weekday')) return workdays;
  if (named.startsWith('weekend')) return weekend;
  const days = named.split(/ and | (?!to )(?<! to )/).flatMap((part) => {
    const [first = 0, last = first] = part.split(/-| to /).map(dayOf);
    const length = ((last - first + 7) % 7) + 1;
    return Array.from({ length }, (_, index) => (first + index) % 7);
  });
  return [...new Set(days)].toSorted((a, b) => a - b);
}

function dayOf(word: string): number {
  return weekdays.findIndex((day) => day.toLowerCase().startsWith(word.slice(0, 3)));
}

function readHours(text: string): Extract<DigestSchedule, { kind: 'every' }> | undefined {
  if (text === 'hourly') return { kind: 'every', hours: 1 };
  const match = /^every (?:(\d{1,2}) ?)?(?:h|hrs?|hours?)$/.exec(text);
  const hours = Number(match?.[1] ?? 1);
  return match !== null && hours >= 1 && hours <= 24 ? { kind: 'every', hours } : undefined;
}

function readTimes(text: string): Extract<DigestSchedule, { kind: 'daily' }> | undefined {
  if (!new RegExp(`^(?:at )?${clock}(?: (?:and )?${clock})*$`).test(text)) return undefined;
  const times = [...text.matchAll(new RegExp(clock, 'g'))].flatMap(([word]) => readClock(word) ?? []);
  const minutes = new Set(times.map(({ hour, minute }) => hour * 60 + minute));
  const [first, ...others] = [...minutes].toSorted((a, b) => a - b).map(timeOf);
  if (first === undefined || minutes.size > mostTimes) return undefined;
  return { kind: 'daily', times: [first, ...others] };
}

function timeOf(minutes: number): ClockTime {
  return { hour: Math.floor(minutes / 60), minute: minutes % 60 };
}
