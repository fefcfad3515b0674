import { addDays, daysBetween, isDate, type LocalDate, weekdayOf } from './local-time.ts';

/** Whether a time that could be on several days means the last one before now or the next one after. */
export type Direction = 'past' | 'future';

/** A day as an editor names it. */
export type DayWord =
  | { readonly kind: 'relative'; readonly days: number }
  /** 0 is Sunday. */
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'date'; readonly month: number; readonly day: number; readonly year?: number };

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const relativeDays: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

const weekdayPattern = '(sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day|\\.)?';
const monthPattern =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const dayPattern = '(\\d{1,2})(?:st|nd|rd|th)?';

/** The ways to name a day, each with a function that reads the groups of its pattern. */
const ways: readonly (readonly [pattern: string, read: (groups: readonly string[]) => DayWord])[] = [
  ['(yesterday|today|tomorrow)', ([word = '']) => ({ kind: 'relative', days: relativeDays[word] ?? 0 })],
  [`(?:on )?${weekdayPattern}`, ([word = '']) => ({ kind: 'weekday', weekday: placeOf(word, weekdays) })],
  ['(\\d{4})-(\\d{2})-(\\d{2})', ([year, number, day]) => date(Number(number), day, year)],
  [
    `(?:on )?${monthPattern} ${dayPattern}(?: (\\d{4}))?`,
    ([name, day, year]) => date(monthOf(name), day, year),
  ],
  [
    `(?:on )?${dayPattern} ${monthPattern}(?: (\\d{4}))?`,
    ([day, name, year]) => date(monthOf(name), day, year),
  ],
];

/**
 * Finds a day's name at the beginning or the end of a tidy text. `rest` is the rest of the text. Undefined when there
 * is none.
 */
export function takeDay(text: string): { readonly day: DayWord; readonly rest: string } | undefined {
  for (const [pattern, read] of ways) {
    const match =
      new RegExp(`^${pattern}(?: (?:at )?|$)`).exec(text) ?? new RegExp(`(?:^| )${pattern}$`).exec(text);
    if (match === null) continue;
    const rest = text.replace(match[0], '').trim();
    return { day: read(match.slice(1)), rest };
  }
  return undefined;
}

/**
 * The days that a name may mean, likeliest first; none for a date that does not exist. `relative` days and dates with
 * a year can only mean one.
 */
export function daysMeant(day: DayWord, today: LocalDate, direction: Direction): readonly LocalDate[] {
  const sign = direction === 'past' ? -1 : 1;
  switch (day.kind) {
    case 'relative':
      return [addDays(today, day.days)];
    case 'weekday': {
      const away = (sign * (day.weekday - weekdayOf(today)) + 7) % 7;
      return [addDays(today, sign * away), addDays(today, sign * (away + 7))];
    }
    case 'date':
      return datesMeant(day, today, sign);
  }
}

/** The dates without a year, nearest first in a direction. February 29 may be eight years away. */
function datesMeant(
  { month, day, year }: Extract<DayWord, { kind: 'date' }>,
  today: LocalDate,
  sign: 1 | -1,
): readonly LocalDate[] {
  if (year !== undefined) return [{ year, month, day }].filter(isDate);
  return Array.from({ length: 9 }, (_, years) => ({ year: today.year + sign * years, month, day }))
    .filter(isDate)
    .filter((candidate) => sign * daysBetween(today, candidate) >= 0);
}

function date(month: number, day: string | undefined, year: string | undefined): DayWord {
  return { kind: 'date', month, day: Number(day), ...(year !== undefined && { year: Number(year) }) };
}

function monthOf(name = ''): number {
  return placeOf(name, months) + 1;
}

/** The position of a name in a list; its first three letters decide. */
function placeOf(name: string, names: readonly string[]): number {
  return names.indexOf(name.slice(0, 3));
}
