import { describe, expect, it } from 'vitest';
import type { Direction } from '../../../../src/domain/time/day-input.ts';
import { readMoment } from '../../../../src/domain/time/time-input.ts';
import { storyTime } from '../../../../src/domain/time/timestamp.ts';
import { lindhavn } from '../../../support/lindhavn.ts';

/** Thursday afternoon in Lindhavn. */
const now = lindhavn('2026-02-26 13:09');
const zone = 'Europe/Oslo';

const read = (text: string, direction: Direction) => readMoment(text, { zone, now, direction });
const moment = (local: string) => ({ kind: 'moment', at: lindhavn(local) });
const utc = (iso: string) => Date.parse(`${iso.replace(' ', 'T')}Z`);

describe('readMoment on Thursday, Feb. 26, 2026, 1:09 p.m.', () => {
  it.each([
    // words, looked back to, looked forward to
    ['13:08', '2026-02-26 13:08', '2026-02-27 13:08'],
    ['13:09', '2026-02-26 13:09', '2026-02-27 13:09'],
    ['13:10', '2026-02-25 13:10', '2026-02-26 13:10'],
    ['13.10', '2026-02-25 13:10', '2026-02-26 13:10'],
    ['1:10 pm', '2026-02-25 13:10', '2026-02-26 13:10'],
    ['1:10 p.m.', '2026-02-25 13:10', '2026-02-26 13:10'],
    ['1:10\u202fPM', '2026-02-25 13:10', '2026-02-26 13:10'],
    ['at 1:10pm', '2026-02-25 13:10', '2026-02-26 13:10'],
    ['9am', '2026-02-26 09:00', '2026-02-27 09:00'],
    ['9 a.m.', '2026-02-26 09:00', '2026-02-27 09:00'],
    ['12am', '2026-02-26 00:00', '2026-02-27 00:00'],
    ['12:30 a.m.', '2026-02-26 00:30', '2026-02-27 00:30'],
    ['12pm', '2026-02-26 12:00', '2026-02-27 12:00'],
    ['noon', '2026-02-26 12:00', '2026-02-27 12:00'],
    ['midnight', '2026-02-26 00:00', '2026-02-27 00:00'],
    ['monday 9am', '2026-02-23 09:00', '2026-03-02 09:00'],
    ['Mon. 9am', '2026-02-23 09:00', '2026-03-02 09:00'],
    ['9am on Tuesday', '2026-02-24 09:00', '2026-03-03 09:00'],
    ['11:40 p.m. Tuesday', '2026-02-24 23:40', '2026-03-03 23:40'],
    ['thursday 9am', '2026-02-26 09:00', '2026-03-05 09:00'],
    ['thursday 18:00', '2026-02-19 18:00', '2026-02-26 18:00'],
    ['11:40 p.m. Feb. 24', '2026-02-24 23:40', '2027-02-24 23:40'],
    ['24 february at 11:40 pm', '2026-02-24 23:40', '2027-02-24 23:40'],
    ['march 2 noon', '2025-03-02 12:00', '2026-03-02 12:00'],
    ['feb 29 noon', '2024-02-29 12:00', '2028-02-29 12:00'],
  ])('%s: the past %s, the coming %s', (text, past, future) => {
    expect(read(text, 'past')).toEqual(moment(past));
    expect(read(text, 'future')).toEqual(moment(future));
  });

  it.each([
    ['now', '2026-02-26 13:09'],
    ['today 18:00', '2026-02-26 18:00'],
    ['tomorrow 9am', '2026-02-27 09:00'],
    ['"tomorrow 9am"', '2026-02-27 09:00'],
    ['“tomorrow 9am”', '2026-02-27 09:00'],
    ['tomorrow at 9am', '2026-02-27 09:00'],
    ['9am tomorrow', '2026-02-27 09:00'],
    ['yesterday 18:00', '2026-02-25 18:00'],
    ['2h ago', '2026-02-26 11:09'],
    ['in 90 minutes', '2026-02-26 14:39'],
    ['feb 24, 2026 9am', '2026-02-24 09:00'],
    ['2026-02-24T18:00', '2026-02-24 18:00'],
    ['2026-02-24 18:00', '2026-02-24 18:00'],
    ['2026-02-24 6pm', '2026-02-24 18:00'],
    ['2026-02-24T17:00Z', '2026-02-24 18:00'],
    ['2026-02-24T17:00:00.000Z', '2026-02-24 18:00'],
    ['2026-02-24T22:45+05:45', '2026-02-24 18:00'],
    ['2026-02-24 12:00-0500', '2026-02-24 18:00'],
  ])('%s is %s in both directions', (text, local) => {
    expect(read(text, 'past')).toEqual(moment(local));
    expect(read(text, 'future')).toEqual(moment(local));
  });

  it.each([
    ['2h', '2026-02-26 11:09', '2026-02-26 15:09'],
    ['30 min', '2026-02-26 12:39', '2026-02-26 13:39'],
    ['90m', '2026-02-26 11:39', '2026-02-26 14:39'],
    ['1h30m', '2026-02-26 11:39', '2026-02-26 14:39'],
    ['1 hour 30 minutes', '2026-02-26 11:39', '2026-02-26 14:39'],
    ['3 days', '2026-02-23 13:09', '2026-03-01 13:09'],
    ['1w', '2026-02-19 13:09', '2026-03-05 13:09'],
  ])('%s away is %s or %s', (text, past, future) => {
    expect(read(text, 'past')).toEqual(moment(past));
    expect(read(text, 'future')).toEqual(moment(future));
  });

  it.each([
    ['today', '2026-02-26 00:00'],
    ['yesterday', '2026-02-25 00:00'],
    ['Yesterday', '2026-02-25 00:00'],
    ['monday', '2026-02-23 00:00'],
    ['thursday', '2026-02-26 00:00'],
    ['feb. 24', '2026-02-24 00:00'],
    ['2026-02-24', '2026-02-24 00:00'],
  ])('%s alone is the beginning of that day, but says too little to schedule by', (text, local) => {
    expect(read(text, 'past')).toEqual(moment(local));
    expect(read(text, 'future')).toEqual({ kind: 'unreadable' });
  });

  it.each([
    '25:10',
    '13:60',
    '24:00',
    '13pm',
    '0am',
    '9',
    '1309',
    'soon',
    'next monday',
    'tomorrow 9',
    'tomorrow tomorrow',
    'in 2h ago',
    '0h',
    '2 fortnights',
    '31 april 9am',
    'feb 29 2026 9am',
    '2026-02-30T10:00',
    '2026-13-01T10:00Z',
    '2026-02-24T25:00',
    '2026-02-24T10:00+99:00',
    '9am EST',
    '',
    ' ',
  ])('does not guess at “%s”', (text) => {
    expect(read(text, 'past')).toEqual({ kind: 'unreadable' });
    expect(read(text, 'future')).toEqual({ kind: 'unreadable' });
  });

  it('asks which midnight of a named day is meant', () => {
    const nights = [lindhavn('2026-02-27 00:00'), lindhavn('2026-02-28 00:00')];
    expect(read('tomorrow midnight', 'future')).toEqual({ kind: 'ambiguous', candidates: nights });
    expect(read('today midnight', 'future')).toEqual(moment('2026-02-27 00:00'));
  });
});

describe('times that daylight saving repeats', () => {
  it.each([
    ['Europe/London', '2026-10-25 01:30', '2026-10-25 00:30', '2026-10-25 01:30'],
    ['America/New_York', '2026-11-01 01:00', '2026-11-01 05:00', '2026-11-01 06:00'],
    ['America/Sao_Paulo', '2019-02-16 23:30', '2019-02-17 01:30', '2019-02-17 02:30'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04 14:45', '2026-04-04 15:15'],
    ['Africa/Casablanca', '2026-02-15 02:10', '2026-02-15 01:10', '2026-02-15 02:10'],
  ])('%s, %s: both moments are offered', (there, local, first, second) => {
    const candidates = [utc(first), utc(second)];
    const reading = { zone: there, now, direction: 'future' } as const;
    expect(readMoment(local, reading)).toEqual({ kind: 'ambiguous', candidates });
  });

  it('does not ask when only one of the two is still to come', () => {
    const between = { zone: 'Europe/London', now: utc('2026-10-25 00:45'), direction: 'future' } as const;
    expect(readMoment('1:30 a.m.', between)).toEqual({ kind: 'moment', at: utc('2026-10-25 01:30') });
  });

  it('is plain on the other days of the year and where there is no daylight saving', () => {
    const moments = ['Europe/Istanbul', 'Asia/Kolkata', 'Asia/Kathmandu'].map((there) =>
      readMoment('2026-10-25 01:30', { zone: there, now, direction: 'future' }),
    );
    expect(moments).toEqual([
      { kind: 'moment', at: utc('2026-10-24 22:30') },
      { kind: 'moment', at: utc('2026-10-24 20:00') },
      { kind: 'moment', at: utc('2026-10-24 19:45') },
    ]);
  });
});

describe('times that daylight saving skips', () => {
  it.each([
    ['Europe/London', '2026-03-29 01:30', '2026-03-29 00:30', '2026-03-29 01:30'],
    ['America/New_York', '2026-03-08 02:00', '2026-03-08 06:00', '2026-03-08 07:00'],
    ['America/Sao_Paulo', '2018-11-04 00:15', '2018-11-04 02:15', '2018-11-04 03:15'],
    ['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-03 15:15', '2026-10-03 15:45'],
    ['Africa/Casablanca', '2026-03-22 02:59', '2026-03-22 01:59', '2026-03-22 02:59'],
    ['Pacific/Apia', '2011-12-30 12:00', '2011-12-29 22:00', '2011-12-30 22:00'],
  ])('%s, %s: the moments before and after the leap are offered', (there, local, before, after) => {
    const candidates = [utc(before), utc(after)];
    const reading = { zone: there, now, direction: 'future' } as const;
    expect(readMoment(local, reading)).toEqual({ kind: 'skipped', candidates });
  });

  it('is told when the skipped time is the next one, and not any more when it would be over', () => {
    const night = (time: string) =>
      ({ zone: 'America/New_York', now: utc(`2026-03-08 ${time}`), direction: 'future' }) as const;
    const candidates = [utc('2026-03-08 06:30'), utc('2026-03-08 07:30')];
    expect(readMoment('2:30 a.m.', night('06:00'))).toEqual({ kind: 'skipped', candidates });
    expect(readMoment('2:30 a.m.', night('09:00'))).toEqual({ kind: 'moment', at: utc('2026-03-09 06:30') });
  });

  it('begins a day without a midnight at its first moment', () => {
    const saoPaulo = { zone: 'America/Sao_Paulo', now: utc('2018-11-05 12:00'), direction: 'past' } as const;
    expect(readMoment('yesterday', saoPaulo)).toEqual({ kind: 'moment', at: utc('2018-11-04 03:00') });
    const apia = { zone: 'Pacific/Apia', now: utc('2011-12-30 20:00'), direction: 'past' } as const;
    expect(readMoment('yesterday', apia)).toEqual({ kind: 'moment', at: utc('2011-12-30 10:00') });
  });

  it('keeps the clock over spans of days, and the hours over spans of hours', () => {
    const saturday = { zone: 'America/New_York', now: utc('2026-03-07 17:00'), direction: 'future' } as const;
    expect(readMoment('1 day', saturday)).toEqual({ kind: 'moment', at: utc('2026-03-08 16:00') });
    expect(readMoment('24h', saturday)).toEqual({ kind: 'moment', at: utc('2026-03-08 17:00') });
  });
});

describe('a time that names the story’s zone', () => {
  const newYork = { zone: 'America/New_York', now: utc('2026-11-01 03:00'), direction: 'future' } as const;

  it.each([
    ['1:30 a.m. EDT', '2026-11-01 05:30'],
    ['1:30 a.m. EST', '2026-11-01 06:30'],
    ['1:30 a.m. est sunday', '2026-11-01 06:30'],
    ['9 a.m. New York time tomorrow', '2026-11-01 14:00'],
  ])('%s is one moment', (text, at) => {
    expect(readMoment(text, newYork)).toEqual({ kind: 'moment', at: utc(at) });
  });

  it('takes the story’s own label', () => {
    const labelled = { ...newYork, label: 'Broadway time' };
    expect(readMoment('9am Broadway time', labelled)).toEqual({
      kind: 'moment',
      at: utc('2026-11-01 14:00'),
    });
  });

  it('asks on where the name says nothing new', () => {
    const candidates = [utc('2026-11-01 05:30'), utc('2026-11-01 06:30')];
    expect(readMoment('1:30 a.m. New York time', newYork)).toEqual({ kind: 'ambiguous', candidates });
  });

  it.each(['9am EDT', '9am CET', '9am Oslo time'])(
    'does not guess at %s, which is no name of it then',
    (text) => {
      expect(readMoment(text, newYork)).toEqual({ kind: 'unreadable' });
    },
  );

  it.each([
    [{ zone: 'Europe/Oslo' }, '2026-02-24 23:40'],
    [{ zone: 'Europe/Oslo' }, '2026-02-20 12:00'],
    [{ zone: 'America/New_York' }, '2026-02-25 05:09'],
    [{ zone: 'Asia/Kolkata', clock: '24h' as const }, '2026-02-25 00:00'],
    [{ zone: 'Europe/London', clock: '24h' as const }, '2025-12-31 19:30'],
    [{ zone: 'Europe/Istanbul', language: 'pl' as const }, '2026-02-26 13:09'],
    [{ zone: 'Europe/Istanbul', language: 'pl' as const }, '2026-02-24 23:40'],
    [{ zone: 'Europe/Istanbul', language: 'pl' as const, label: 'czas środkowy' }, '2025-12-31 23:40'],
    [{ zone: 'Europe/Oslo', language: 'ar' as const }, '2026-02-24 23:40'],
    [{ zone: 'Europe/Oslo', language: 'ar' as const }, '2025-12-31 23:40'],
  ])('reads back what Dateline writes: %o, %s', (story, local) => {
    const at = lindhavn(local);
    const told = storyTime(at, story, { now, withLabel: true, ...story });
    expect(readMoment(told, { ...story, now, direction: 'past' })).toEqual({ kind: 'moment', at });
  });
});

describe('times in the words of the story’s language', () => {
  it.each([
    ['pl', 'jutro 9:00', '2026-02-27 09:00'],
    ['pl', 'jutro o 9:00', '2026-02-27 09:00'],
    ['pl', 'jutro o godz. 9:00', '2026-02-27 09:00'],
    ['pl', 'Dziś 18.30', '2026-02-26 18:30'],
    ['pl', 'dzis 18.30', '2026-02-26 18:30'],
    ['pl', 'w poniedziałek 18:00', '2026-03-02 18:00'],
    ['pl', 'we wtorek w południe', '2026-03-03 12:00'],
    ['pl', '9 rano w środę', '2026-03-04 09:00'],
    ['pl', '8 wieczorem', '2026-02-26 20:00'],
    ['pl', '2 marca 18:00', '2026-03-02 18:00'],
    ['pl', 'za 30 minut', '2026-02-26 13:39'],
    ['pl', '2 godziny', '2026-02-26 15:09'],
    ['pl', '1w', '2026-03-05 13:09'],
    ['pl', 'tomorrow 9am', '2026-02-27 09:00'],
    ['ar', 'غدًا 9:00', '2026-02-27 09:00'],
    ['ar', 'غدا الساعة ٩:٣٠', '2026-02-27 09:30'],
    ['ar', '9 صباحا غدا', '2026-02-27 09:00'],
    ['ar', 'يوم الاثنين 18:00', '2026-03-02 18:00'],
    ['ar', 'الأربعاء 18:00', '2026-03-04 18:00'],
    ['ar', '2 مارس 18:00', '2026-03-02 18:00'],
    ['ar', 'بعد 30 دقيقة', '2026-02-26 13:39'],
    ['ar', '3 ساعات', '2026-02-26 16:09'],
  ] as const)('%s: %s is %s', (language, text, local) => {
    const reading = { zone, now, direction: 'future', language } as const;
    expect(readMoment(text, reading)).toEqual(moment(local));
  });

  it.each([
    ['pl', 'wczoraj', '2026-02-25 00:00'],
    ['pl', '2 godz. temu', '2026-02-26 11:09'],
    ['ar', 'أمس', '2026-02-25 00:00'],
  ] as const)('%s, looking back: %s is %s', (language, text, local) => {
    expect(readMoment(text, { zone, now, direction: 'past', language })).toEqual(moment(local));
  });

  it('are read in that story alone', () => {
    expect(read('jutro 9:00', 'future')).toEqual({ kind: 'unreadable' });
  });

  it.each(['kiedyś', 'jutro', 'wkrótce 9:00'])('does not guess at “%s”', (text) => {
    const reading = { zone, now, direction: 'future', language: 'pl' } as const;
    expect(readMoment(text, reading)).toEqual({ kind: 'unreadable' });
  });
});
