import { describe, expect, it } from 'vitest';
import type { DigestSchedule } from '../../../src/domain/digest-schedule.ts';
import { isStillUseful, slotAfter, slotUpTo } from '../../../src/domain/digest-schedule.ts';
import { localTime } from '../../../src/domain/time/local-time.ts';

const oslo = 'Europe/Oslo';

const at = (hour: number, minute = 0): DigestSchedule => ({ kind: 'daily', times: [{ hour, minute }] });

/** The moments of a schedule in a stretch of time, as UTC to the minute. */
function slots(
  schedule: DigestSchedule,
  zone: string,
  [from, to]: readonly [string, string],
): readonly string[] {
  const found: string[] = [];
  for (let slot = Date.parse(from); ; ) {
    slot = slotAfter(schedule, zone, slot);
    if (slot >= Date.parse(to)) return found;
    found.push(new Date(slot).toISOString().slice(0, 16));
  }
}

const spring = ['2026-03-28T00:00Z', '2026-03-30T00:00Z'] as const;
const autumn = ['2026-10-24T00:00Z', '2026-10-26T00:00Z'] as const;

describe('the moments of a schedule', () => {
  it('stay at the same time of day over both edges of daylight saving', () => {
    expect(slots(at(8), oslo, spring)).toEqual(['2026-03-28T07:00', '2026-03-29T06:00']);
    expect(slots(at(8), oslo, autumn)).toEqual(['2026-10-24T06:00', '2026-10-25T07:00']);
  });

  it('come once where the clock skips or repeats their time', () => {
    expect(slots(at(2, 30), oslo, spring)).toEqual(['2026-03-28T01:30', '2026-03-29T01:30']);
    expect(slots(at(2, 30), oslo, autumn)).toEqual(['2026-10-24T00:30', '2026-10-25T00:30']);
  });

  it('come every hour that passes, also on days of 23 and of 25 hours', () => {
    const hourly: DigestSchedule = { kind: 'every', hours: 1 };
    const between = (day: string) =>
      [`${day}T23:59Z`, new Date(Date.parse(`${day}T23:59Z`) + 86_400_000).toISOString()] as const;
    for (const day of ['2026-03-28', '2026-10-24', '2026-06-01'])
      expect(slots(hourly, oslo, between(day))).toHaveLength(24);
  });

  it('come at the same hours every day, counted from midnight', () => {
    const hours = slots({ kind: 'every', hours: 4 }, oslo, autumn).map(
      (slot) => localTime(Date.parse(`${slot}Z`), oslo).hour,
    );
    expect(hours).toEqual([4, 8, 12, 16, 20, 0, 4, 8, 12, 16, 20, 0]);
    expect(slots({ kind: 'every', hours: 24 }, 'UTC', spring)).toEqual(['2026-03-29T00:00']);
  });

  it('come on their days alone, by the calendar of the zone', () => {
    const weekdays: DigestSchedule = { ...at(8), days: [1, 2, 3, 4, 5] };
    expect(slots(weekdays, 'Pacific/Auckland', ['2026-02-26T00:00Z', '2026-03-03T00:00Z'])).toEqual([
      '2026-02-26T19:00',
      '2026-03-01T19:00',
      '2026-03-02T19:00',
    ]);
    const sundays: DigestSchedule = { ...at(8), days: [0] };
    expect(slots(sundays, 'UTC', ['2026-02-22T08:00Z', '2026-03-08T09:00Z'])).toEqual([
      '2026-03-01T08:00',
      '2026-03-08T08:00',
    ]);
  });

  it('come in every order of several times', () => {
    const twice: DigestSchedule = {
      kind: 'daily',
      times: [
        { hour: 8, minute: 0 },
        { hour: 18, minute: 30 },
      ],
    };
    expect(slots(twice, oslo, ['2026-02-26T00:00Z', '2026-02-27T00:00Z'])).toEqual([
      '2026-02-26T07:00',
      '2026-02-26T17:30',
    ]);
  });

  const zones = [
    'Europe/Oslo',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
  ];

  it.each(zones)(
    'never go back, and the last one up to a moment is the one before the next, in %s',
    (zone) => {
      const edges = ['2026-03-07', '2026-03-28', '2026-04-04', '2026-10-03', '2026-10-24', '2026-10-31'];
      const schedules: readonly DigestSchedule[] = [
        at(2, 30),
        { kind: 'every', hours: 5 },
        { ...at(1, 45), days: [0] },
      ];
      for (const schedule of schedules) {
        for (const edge of edges) {
          let slot = slotAfter(schedule, zone, Date.parse(edge));
          while (slot < Date.parse(edge) + 2 * 86_400_000) {
            const next = slotAfter(schedule, zone, slot);
            expect(next).toBeGreaterThan(slot);
            expect([slot, next - 1].map((moment) => slotUpTo(schedule, zone, moment))).toEqual([slot, slot]);
            slot = next;
          }
        }
      }
    },
  );
});

describe('a digest that is late', () => {
  it('is worth sending for half of the time until the next one', () => {
    const slot = Date.parse('2026-02-26T07:00Z');
    const late = (hours: number) => isStillUseful(at(8), oslo, { slot, now: slot + hours * 3_600_000 });
    expect([0, 12, 12.1].map(late)).toEqual([true, true, false]);
  });
});
