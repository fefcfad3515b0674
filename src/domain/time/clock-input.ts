/** A time of day; `hour` is 0–23. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** Quotes around a whole text. Telegram requires them around several words, and people use them on Discord too. */
const quotes = /^["'“”„«»‘’]+|["'“”„«»‘’]+$/g;

/** Makes one spelling of many: lower case, plain spaces and hyphens, `pm` for `p.m.`, no commas, no quotes. */
export function tidyTime(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/(?<![a-z])([ap])\.?\s?m(?![a-z])\.?/g, '$1m')
    .replaceAll(/[,\s]+/g, ' ')
    .trim()
    .replaceAll(quotes, '')
    .trim();
}

/** Reads a tidy time of day: `13:09`, `13.09`, `1:09 pm`, `9am`, `noon`, `midnight`; undefined for anything else. */
export function readClock(text: string): ClockTime | undefined {
  if (text === 'noon') return { hour: 12, minute: 0 };
  if (text === 'midnight') return { hour: 0, minute: 0 };
  return readHalfDay(text) ?? readFullDay(text);
}

function readHalfDay(text: string): ClockTime | undefined {
  const match = /^(0?[1-9]|1[0-2])(?:[:.]([0-5]\d))? ?([ap])m$/.exec(text);
  if (match === null) return undefined;
  const [, hour, minute = '0', half] = match;
  return { hour: (Number(hour) % 12) + (half === 'p' ? 12 : 0), minute: Number(minute) };
}

function readFullDay(text: string): ClockTime | undefined {
  const match = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text);
  return match === null ? undefined : { hour: Number(match[1]), minute: Number(match[2]) };
}
