import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  instantsOf,
  isDate,
  localTime,
  startOfDay,
  utcOf,
} from '../../../../src/domain/time/local-time.ts';
import { allZones } from '../../../../src/domain/time/zone.ts';

const zone = constantFrom(...allZones());
/** Whole seconds from 1972, when the last zone had taken to whole minutes, to 2037. */
const second = integer({ min: Date.UTC(1973, 0) / 1000, max: Date.UTC(2037, 0) / 1000 });
const seeded = { seed: 20260226, numRuns: 400 };

describe('local times in every zone', () => {
  it('lead back to the moment that they came from', () => {
    assert(
      property(zone, second, (there, at) => {
        expect(instantsOf(localTime(at * 1000, there), there)).toContain(at * 1000);
      }),
      seeded,
    );
  });

  it('have one moment, two or none, and show the same on the wall at each', () => {
    assert(
      property(zone, second, (there, wall) => {
        const local = localTime(wall * 1000, 'UTC');
        const moments = instantsOf(local, there);
        expect(moments.length).toBeLessThanOrEqual(2);
        expect(moments.map((at) => localTime(at, there))).toEqual(moments.map(() => local));
      }),
      seeded,
    );
  });

  it('begin each day at a moment before which it was another day', () => {
    assert(
      property(zone, second, (there, at) => {
        const today = localTime(at * 1000, there);
        const start = startOfDay(today, there);
        expect(start).toBeLessThanOrEqual(at * 1000);
        expect(localTime(start, there).day).toBe(today.day);
        expect(localTime(start - 1000, there).day).not.toBe(today.day);
      }),
      seeded,
    );
  });
});

describe('days of the calendar', () => {
  it('go over the ends of months and years', () => {
    expect(addDays({ year: 2026, month: 2, day: 28 }, 1)).toEqual({ year: 2026, month: 3, day: 1 });
    expect(addDays({ year: 2028, month: 2, day: 28 }, 1)).toEqual({ year: 2028, month: 2, day: 29 });
    expect(addDays({ year: 2026, month: 1, day: 1 }, -1)).toEqual({ year: 2025, month: 12, day: 31 });
  });

  it('do not hold February 30', () => {
    expect(isDate({ year: 2028, month: 2, day: 29 })).toBe(true);
    expect(isDate({ year: 2026, month: 2, day: 29 })).toBe(false);
    expect(isDate({ year: 2026, month: 13, day: 1 })).toBe(false);
    expect(isDate({ year: 2026, month: 1, day: 0 })).toBe(false);
  });
});

it('counts milliseconds before 1970 into the second that the wall shows', () => {
  expect(localTime(-1, 'UTC')).toEqual({ year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59 });
  expect(utcOf(localTime(-1, 'UTC'))).toBe(-1000);
});
