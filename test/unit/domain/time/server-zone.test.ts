import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readMoment } from '../../../../src/domain/time/time-input.ts';
import { dateline, storyTime } from '../../../../src/domain/time/timestamp.ts';

const own = process.env['TZ'];

afterAll(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

describe.each([
  { serverZone: 'UTC', offset: 0 },
  { serverZone: 'America/New_York', offset: 300 },
  { serverZone: 'Asia/Kathmandu', offset: -345 },
  { serverZone: 'Pacific/Apia', offset: -780 },
])('on a server in $serverZone', ({ serverZone, offset }) => {
  beforeEach(() => {
    process.env['TZ'] = serverZone;
  });

  it('has a server zone that took effect', () => {
    expect(new Date(Date.UTC(2026, 1, 26)).getTimezoneOffset()).toBe(offset);
  });

  it('tells times in the story’s zone', () => {
    const at = Date.UTC(2026, 1, 24, 22, 40);
    const style = { now: Date.UTC(2026, 1, 26, 12), withLabel: true };
    expect(storyTime(at, { zone: 'Europe/Oslo' }, style)).toBe('11:40 p.m. Oslo time Tuesday');
    expect(dateline(at, 'Europe/Oslo')).toBe('Tuesday, Feb. 24, 2026');
  });

  it('reads times in the story’s zone', () => {
    const reading = { zone: 'Europe/Oslo', now: Date.UTC(2026, 1, 26, 12), direction: 'future' } as const;
    const tomorrow = { kind: 'moment', at: Date.UTC(2026, 1, 27, 8) };
    expect(readMoment('tomorrow 9am', reading)).toEqual(tomorrow);
    expect(readMoment('2026-02-27T09:00', reading)).toEqual(tomorrow);
    expect(readMoment('2026-03-29 02:30', reading)).toMatchObject({ kind: 'skipped' });
  });
});
