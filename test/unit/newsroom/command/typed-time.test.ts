import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../src/newsroom/command/refusal.ts';
import { momentTyped, type TypedTime } from '../../../../src/newsroom/command/typed-time.ts';

const utc = (iso: string) => Date.parse(`${iso.replace(' ', 'T')}Z`);

/** What an editor is told about a time that was typed for `at:` in the winter of 2026. */
function told(typed: string, zone: string, changes: Partial<TypedTime> = {}): string {
  const time: TypedTime = {
    option: 'at',
    typed,
    direction: 'future',
    story: { zone },
    now: utc('2026-02-26 12:00'),
    ...changes,
  };
  try {
    return new Date(momentTyped(time)).toISOString();
  } catch (error) {
    if (error instanceof Refusal) return [error.message, error.remedy].join(' ');
    throw error;
  }
}

describe('a time that the clock skips', () => {
  it.each([
    [
      'Europe/London',
      'march 29 1:30 a.m.',
      'The clock skips “march 29 1:30 a.m.” in London time. Write at:2026-03-29T00:30+00:00 (12:30 a.m. GMT March 29) or at:2026-03-29T02:30+01:00 (2:30 a.m. BST March 29).',
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-04 02:15',
      'The clock skips “2026-10-04 02:15” in Lord Howe time. Write at:2026-10-04T01:45+10:30 (1:45 a.m. Lord Howe time Oct. 4) or at:2026-10-04T02:45+11:00 (2:45 a.m. Lord Howe time Oct. 4).',
    ],
  ])('%s: both moments around the leap are named', (zone, typed, sentence) => {
    expect(told(typed, zone)).toBe(sentence);
  });
});

it('that cannot be read is answered with the place of the zone, whatever the season', () => {
  expect(told('25:10 in july', 'America/New_York')).toBe(
    'I could not read the time “25:10 in july” for at:. Write it like 13:10, 1:10 pm or tomorrow 9am; times are read as New York time.',
  );
});

describe('a time that can mean two moments', () => {
  it.each([
    [
      'Europe/London',
      'oct 25 1:30 a.m.',
      '“oct 25 1:30 a.m.” can mean 2 moments. Write at:2026-10-25T01:30+01:00 (1:30 a.m. BST Oct. 25) or at:2026-10-25T01:30+00:00 (1:30 a.m. GMT Oct. 25).',
    ],
    [
      'Africa/Casablanca',
      '2027-02-07 02:10',
      '“2027-02-07 02:10” can mean 2 moments. Write at:2027-02-07T02:10+01:00 (2:10 a.m. Casablanca time Feb. 7, 2027, the first time) or at:2027-02-07T02:10+00:00 (2:10 a.m. Casablanca time Feb. 7, 2027, the second time).',
    ],
    [
      'Europe/Oslo',
      'tomorrow midnight',
      '“tomorrow midnight” can mean 2 moments. Write at:2026-02-27T00:00+01:00 (midnight Oslo time Friday) or at:2026-02-28T00:00+01:00 (midnight Oslo time Saturday).',
    ],
  ])('%s, %s: both are named', (zone, typed, sentence) => {
    expect(told(typed, zone)).toBe(sentence);
  });

  it.each([
    ['Europe/London', '2026-03-29T00:30+00:00', '2026-03-29T00:30:00.000Z'],
    ['Africa/Casablanca', '2027-02-07T02:10+00:00', '2027-02-07T02:10:00.000Z'],
    ['Europe/London', 'oct 25 1:30 a.m. GMT', '2026-10-25T01:30:00.000Z'],
  ])('%s: what is proposed is taken: %s', (zone, typed, at) => {
    expect(told(typed, zone)).toBe(at);
  });
});

describe('a time in the story’s own words', () => {
  it('is read with its label and its language, and the sentence names both', () => {
    const story = { zone: 'Europe/Warsaw', label: 'czas polski', language: 'pl', clock: '24h' } as const;
    expect(told('jutro 9:00 czas polski', 'Europe/Warsaw', { story })).toBe('2026-02-27T08:00:00.000Z');
    expect(told('kiedyś', 'Europe/Warsaw', { story })).toBe(
      'I could not read the time “kiedyś” for at:. Write it like 13:10, 1:10 pm or tomorrow 9am; times are read as czas polski.',
    );
    expect(told('wczoraj 9:00', 'Europe/Warsaw', { story })).toMatch(
      /^at: 09\.00 czas polski Wednesday is in the past\./,
    );
  });
});
