import { describe, expect, it } from 'vitest';
import {
  clockWords,
  dateline,
  dayWords,
  sinceDayWords,
  storyTime,
} from '../../../../src/domain/time/timestamp.ts';
import { lindhavn } from '../../../support/lindhavn.ts';

const utc = (iso: string) => Date.parse(`${iso.replace(' ', 'T')}Z`);

describe('clockWords', () => {
  it.each([
    [0, 0, 'midnight'],
    [0, 1, '12:01 a.m.'],
    [0, 30, '12:30 a.m.'],
    [9, 0, '9 a.m.'],
    [9, 5, '9:05 a.m.'],
    [11, 59, '11:59 a.m.'],
    [12, 0, 'noon'],
    [12, 1, '12:01 p.m.'],
    [13, 9, '1:09 p.m.'],
    [23, 0, '11 p.m.'],
    [23, 59, '11:59 p.m.'],
  ])('%i:%i is %s', (hour, minute, words) => {
    expect(clockWords(hour, minute)).toBe(words);
  });
});

describe('the minutes around a change of the zone, before → after', () => {
  it.each([
    ['Europe/London', 'spring', '2026-03-29 00:59', '12:59 a.m.', '2026-03-29 01:00', '2 a.m.'],
    ['Europe/London', 'autumn', '2026-10-25 00:59', '1:59 a.m.', '2026-10-25 01:00', '1 a.m.'],
    ['Europe/Istanbul', 'no spring', '2026-03-29 00:59', '3:59 a.m.', '2026-03-29 01:00', '4 a.m.'],
    [
      'Europe/Istanbul',
      'autumn 2015, two weeks late',
      '2015-11-08 00:59',
      '3:59 a.m.',
      '2015-11-08 01:00',
      '3 a.m.',
    ],
    ['America/New_York', 'spring', '2026-03-08 06:59', '1:59 a.m.', '2026-03-08 07:00', '3 a.m.'],
    ['America/New_York', 'autumn', '2026-11-01 05:59', '1:59 a.m.', '2026-11-01 06:00', '1 a.m.'],
    ['America/Sao_Paulo', 'midnight skipped', '2018-11-04 02:59', '11:59 p.m.', '2018-11-04 03:00', '1 a.m.'],
    [
      'America/Sao_Paulo',
      'no spring since 2019',
      '2026-11-01 02:59',
      '11:59 p.m.',
      '2026-11-01 03:00',
      'midnight',
    ],
    ['Asia/Kolkata', 'half an hour off', '2026-02-26 06:29', '11:59 a.m.', '2026-02-26 06:30', 'noon'],
    ['Asia/Kathmandu', 'three quarters off', '2026-02-26 06:14', '11:59 a.m.', '2026-02-26 06:15', 'noon'],
    [
      'Australia/Lord_Howe',
      'half an hour back',
      '2026-04-04 14:59',
      '1:59 a.m.',
      '2026-04-04 15:00',
      '1:30 a.m.',
    ],
    [
      'Australia/Lord_Howe',
      'half an hour on',
      '2026-10-03 15:29',
      '1:59 a.m.',
      '2026-10-03 15:30',
      '2:30 a.m.',
    ],
    ['Pacific/Apia', 'a day skipped', '2011-12-30 09:59', '11:59 p.m.', '2011-12-30 10:00', 'midnight'],
    ['Africa/Casablanca', 'Ramadan begins', '2026-02-15 01:59', '2:59 a.m.', '2026-02-15 02:00', '2 a.m.'],
    ['Africa/Casablanca', 'Ramadan is over', '2026-03-22 01:59', '1:59 a.m.', '2026-03-22 02:00', '3 a.m.'],
  ])('%s, %s', (zone, _, before, shownBefore, after, shownAfter) => {
    expect(storyTime(utc(before), { zone })).toBe(shownBefore);
    expect(storyTime(utc(after), { zone })).toBe(shownAfter);
  });

  it('throws for a zone that there is not', () => {
    expect(() => storyTime(0, { zone: 'Europe/Lindhavn' })).toThrow(RangeError);
  });
});

describe('storyTime', () => {
  const oslo = { zone: 'Europe/Oslo' };
  const now = lindhavn('2026-02-26 13:12');

  it.each([
    ['2026-02-26 13:09', '1:09 p.m.'],
    ['2026-02-26 00:00', 'midnight'],
    ['2026-02-26 23:59', '11:59 p.m.'],
    ['2026-02-25 23:59', '11:59 p.m. Wednesday'],
    ['2026-02-24 12:00', 'noon Tuesday'],
    ['2026-02-20 09:00', '9 a.m. Friday'],
    ['2026-02-19 09:00', '9 a.m. Feb. 19'],
    ['2026-02-27 09:00', '9 a.m. Friday'],
    ['2026-03-05 09:00', '9 a.m. March 5'],
    ['2025-12-31 23:40', '11:40 p.m. Dec. 31, 2025'],
    ['2027-01-01 09:00', '9 a.m. Jan. 1, 2027'],
  ])('%s is told as %s on Thursday, Feb. 26', (local, words) => {
    expect(storyTime(lindhavn(local), oslo, { now })).toBe(words);
  });

  it('tells the weekday across the turn of a year when it is less than a week away', () => {
    const newYear = { now: lindhavn('2026-01-01 08:00') };
    expect(storyTime(lindhavn('2025-12-31 23:40'), oslo, newYear)).toBe('11:40 p.m. Wednesday');
  });

  it('names the zone right after the clock, by the story’s own label when there is one', () => {
    const at = lindhavn('2026-02-24 23:40');
    const told = { now, withLabel: true };
    expect(storyTime(at, oslo, told)).toBe('11:40 p.m. Oslo time Tuesday');
    expect(storyTime(at, { ...oslo, label: 'Norwegian time' }, told)).toBe(
      '11:40 p.m. Norwegian time Tuesday',
    );
    expect(storyTime(at, { zone: 'America/New_York' }, told)).toBe('5:40 p.m. EST Tuesday');
  });

  it('tells no day without a moment to look from', () => {
    expect(storyTime(lindhavn('1999-02-24 23:40'), oslo)).toBe('11:40 p.m.');
  });

  it('keeps the clock of an old entry when daylight saving has begun since', () => {
    const summer = { now: utc('2026-07-01 12:00') };
    expect(storyTime(lindhavn('2026-02-26 13:09'), oslo, summer)).toBe('1:09 p.m. Feb. 26');
  });

  it('goes by days of the calendar, not by hours: a day of 23 hours is one day', () => {
    const zone = 'America/New_York';
    expect(dayWords(utc('2026-03-08 04:59'), zone, { now: utc('2026-03-09 04:00') })).toBe('Saturday');
    expect(dayWords(utc('2026-03-08 05:00'), zone, { now: utc('2026-03-09 03:59') })).toBe('');
  });

  it('counts no day that Samoa never had', () => {
    const zone = 'Pacific/Apia';
    expect(dateline(utc('2011-12-30 09:59'), zone)).toBe('Thursday, Dec. 29, 2011');
    expect(dateline(utc('2011-12-30 10:00'), zone)).toBe('Saturday, Dec. 31, 2011');
  });
});

describe('dateline', () => {
  it('abbreviates months as the AP Stylebook does', () => {
    const dates = Array.from({ length: 12 }, (_, month) => dateline(Date.UTC(2026, month, 15), 'UTC'));
    expect(dates).toEqual([
      'Thursday, Jan. 15, 2026',
      'Sunday, Feb. 15, 2026',
      'Sunday, March 15, 2026',
      'Wednesday, April 15, 2026',
      'Friday, May 15, 2026',
      'Monday, June 15, 2026',
      'Wednesday, July 15, 2026',
      'Saturday, Aug. 15, 2026',
      'Tuesday, Sept. 15, 2026',
      'Thursday, Oct. 15, 2026',
      'Sunday, Nov. 15, 2026',
      'Tuesday, Dec. 15, 2026',
    ]);
  });

  it('is the day in the zone, not in UTC', () => {
    const at = utc('2026-02-26 20:00');
    expect(dateline(at, 'Asia/Kathmandu')).toBe('Friday, Feb. 27, 2026');
    expect(dateline(at, 'America/Sao_Paulo')).toBe('Thursday, Feb. 26, 2026');
  });
});

describe('a story that tells 24 hours', () => {
  const london = { zone: 'Europe/London', clock: '24h' as const };

  it.each([
    ['2026-02-26 19:30', '19.30 GMT'],
    ['2026-02-26 09:05', '09.05 GMT'],
    ['2026-02-26 12:00', '12.00 GMT'],
    ['2026-02-26 00:00', '00.00 GMT'],
    ['2026-07-01 18:30', '19.30 BST'],
  ])('at %s UTC tells %s', (at, words) => {
    expect(storyTime(utc(at), london, { withLabel: true })).toBe(words);
  });

  it('names the day behind it', () => {
    const now = utc('2026-02-26 20:00');
    expect(storyTime(utc('2026-02-24 19:30'), london, { now })).toBe('19.30 Tuesday');
    expect(storyTime(utc('2025-02-24 19:30'), london, { now })).toBe('19.30 Feb. 24, 2025');
  });
});

describe('other languages', () => {
  const oslo = { zone: 'Europe/Oslo' };
  const now = lindhavn('2026-02-26 13:12');

  it.each([
    ['pl', '2026-02-26 13:09', '13:09, czas: Oslo'],
    ['pl', '2026-02-26 00:00', '00:00, czas: Oslo'],
    ['pl', '2026-02-24 23:40', '23:40 we wtorek, czas: Oslo'],
    ['pl', '2026-02-19 09:00', '19 lutego, 09:00, czas: Oslo'],
    ['pl', '2025-12-31 23:40', '31 grudnia 2025, 23:40, czas: Oslo'],
    ['ar', '2026-02-26 13:09', '13:09 بتوقيت أوسلو'],
    ['ar', '2026-02-24 23:40', '23:40 بتوقيت أوسلو يوم الثلاثاء'],
    ['ar', '2025-12-31 23:40', '23:40 بتوقيت أوسلو في 31 ديسمبر 2025'],
  ] as const)('%s: %s is %s', (language, local, words) => {
    expect(storyTime(lindhavn(local), oslo, { now, withLabel: true, language })).toBe(words);
  });

  it('have one clock of their own, whatever the story’s style', () => {
    const at = lindhavn('2026-02-26 09:05');
    const told = (clock: 'ap' | '24h') => storyTime(at, { ...oslo, clock }, { language: 'pl' });
    expect([told('ap'), told('24h')]).toEqual(['09:05', '09:05']);
  });

  it('name days alone, and after “since” in the case that it asks for', () => {
    const at = lindhavn('2026-02-23 13:09');
    expect(dayWords(at, 'Europe/Oslo', { now, language: 'pl' })).toBe('poniedziałek');
    expect(sinceDayWords(at, 'Europe/Oslo', { now, language: 'pl' })).toBe('poniedziałku');
    expect(sinceDayWords(at, 'Europe/Oslo', { now })).toBe('Monday');
  });

  it('write dates in full', () => {
    expect(dateline(now, 'Europe/Oslo', 'pl')).toBe('czwartek, 26 lutego 2026');
    expect(dateline(now, 'Europe/Oslo', 'ar')).toBe('الخميس، 26 فبراير 2026');
  });
});
