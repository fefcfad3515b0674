import type { Instant } from '../../domain/time/instant.ts';
import { localTime } from '../../domain/time/local-time.ts';
import { askWhich, momentTyped, readTyped, type TypedTime, wayToSay } from '../command/typed-time.ts';

const minuteMs = 60_000;

/**
 * The moment at which an embargo ends. Throws {@link Refusal} as {@link momentTyped} does, and for midnight, which
 * people use for the end of either day.
 */
export function embargoTyped(time: Omit<TypedTime, 'direction'>): Instant {
  const typed: TypedTime = { ...time, direction: 'future' };
  const { zone } = time.story;
  const nights = readTyped(typed).filter((at) => at > time.now && isMidnight(at, zone));
  if (nights.length === 0) return momentTyped(typed);
  const ways = nights.map((at) => wayToSay(afterMidnight(at), time));
  const sentence = `“${time.typed}” may mean either of two nights.`;
  throw askWhich(time.option, ways, { sentence, lead: 'Let the embargo end at 12:01 a.m.:' });
}

function isMidnight(at: Instant, zone: string): boolean {
  const { hour, minute } = localTime(at, zone);
  return hour === 0 && minute === 0;
}

function afterMidnight(at: Instant): Instant {
  return at - (at % minuteMs) + minuteMs;
}
