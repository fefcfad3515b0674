import type { ClockTime } from './time/clock-input.ts';
import type { Instant } from './time/instant.ts';
import { addDays, aroundGap, instantsOf, type LocalDate, localTime, weekdayOf } from './time/local-time.ts';

/** When scheduled digests go out, by the clock of the story's or the subscription's zone. */
export type DigestSchedule = DigestTimes & {
  /** Days of the week in order, 0 for Sunday; every day when absent. */
  readonly days?: readonly number[];
  /** Whether a digest also goes out when there is no news, to say so. */
  readonly always?: true;
};

/** Times of day in order, or every few hours counted from midnight. */
type DigestTimes =
  | { readonly kind: 'daily'; readonly times: readonly [ClockTime, ...ClockTime[]] }
  | { readonly kind: 'every'; readonly hours: number };

/** A week and a day: every schedule has a moment within it. */
const reachDays = 8;

/**
 * The first moment of a schedule after another moment. A time that daylight saving skips is as much later as the
 * clock jumps; a time that it repeats counts once, but an hourly schedule includes both of the repeated hours.
 */
export function slotAfter(schedule: DigestSchedule, zone: string, at: Instant): Instant {
  for (let day = -1; day <= reachDays; day += 1) {
    const found = slotsOf(schedule, zone, dateNear(at, zone, day)).find((slot) => slot > at);
    if (found !== undefined) return found;
  }
  throw new Error('A schedule without moments');
}

/** The last moment of a schedule up to another moment, including that one. */
export function slotUpTo(schedule: DigestSchedule, zone: string, at: Instant): Instant {
  for (let day = 1; day >= -reachDays; day -= 1) {
    const found = slotsOf(schedule, zone, dateNear(at, zone, day)).findLast((slot) => slot <= at);
    if (found !== undefined) return found;
  }
  throw new Error('A schedule without moments');
}

/**
 * Whether a missed digest is still worth sending: during the first half of the time until the next one. After that it
 * is left out, and the next digest covers it.
 */
export function isStillUseful(schedule: DigestSchedule, zone: string, late: Late): boolean {
  const next = slotAfter(schedule, zone, late.slot);
  return late.now - late.slot <= (next - late.slot) / 2;
}

/** A moment of a schedule, looked at later. */
interface Late {
  readonly slot: Instant;
  readonly now: Instant;
}

function dateNear(at: Instant, zone: string, days: number): LocalDate {
  return addDays(localTime(at, zone), days);
}

/** The moments of one day, in order. */
function slotsOf(schedule: DigestSchedule, zone: string, date: LocalDate): readonly Instant[] {
  if (schedule.days !== undefined && !schedule.days.includes(weekdayOf(date))) return [];
  const isHourly = schedule.kind === 'every' && schedule.hours === 1;
  const slots = timesOf(schedule).flatMap((time) => momentsOf(date, time, { zone, isHourly }));
  return [...new Set(slots)].toSorted((a, b) => a - b);
}

function timesOf(schedule: DigestSchedule): readonly ClockTime[] {
  if (schedule.kind === 'daily') return schedule.times;
  const count = Math.ceil(24 / schedule.hours);
  return Array.from({ length: count }, (_, index) => ({ hour: index * schedule.hours, minute: 0 }));
}

function momentsOf(
  date: LocalDate,
  time: ClockTime,
  { zone, isHourly }: { readonly zone: string; readonly isHourly: boolean },
): readonly Instant[] {
  const local = { ...date, ...time, second: 0 };
  const found = instantsOf(local, zone);
  if (found.length === 0) return aroundGap(local, zone).slice(1);
  return isHourly ? found : found.slice(0, 1);
}
