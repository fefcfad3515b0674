import { describe, expect, it } from 'vitest';
import { readSchedule, scheduleWords } from '../../../src/domain/schedule-input.ts';

const at = (...times: readonly string[]) => ({
  kind: 'daily',
  times: times.map((time) => {
    const [hour, minute] = time.split(':').map(Number);
    return { hour, minute };
  }),
});

describe('readSchedule', () => {
  it.each([
    ['08:00', at('8:0'), 'daily at 8 a.m.'],
    ['8am', at('8:0'), 'daily at 8 a.m.'],
    ['8:30 p.m.', at('20:30'), 'daily at 8:30 p.m.'],
    ['daily at noon', at('12:0'), 'daily at noon'],
    ['every day 7.15', at('7:15'), 'daily at 7:15 a.m.'],
    ['18:00, 08:00', at('8:0', '18:0'), 'daily at 8 a.m. and 6 p.m.'],
    ['8 am, noon and 6 pm', at('8:0', '12:0', '18:0'), 'daily at 8 a.m., noon and 6 p.m.'],
    ['08:00 8am', at('8:0'), 'daily at 8 a.m.'],
    ['"weekdays 08:00"', { ...at('8:0'), days: [1, 2, 3, 4, 5] }, 'on weekdays at 8 a.m.'],
    ['weekdays 08:00', { ...at('8:0'), days: [1, 2, 3, 4, 5] }, 'on weekdays at 8 a.m.'],
    ['08:00 on weekends', { ...at('8:0'), days: [0, 6] }, 'on weekends at 8 a.m.'],
    [
      'mon, wed and sun at noon',
      { ...at('12:0'), days: [0, 1, 3] },
      'on Mondays, Wednesdays and Sundays at noon',
    ],
    [
      'Mon–Thu 7:00',
      { ...at('7:0'), days: [1, 2, 3, 4] },
      'on Mondays, Tuesdays, Wednesdays and Thursdays at 7 a.m.',
    ],
    [
      'fri to sun, tue 9am',
      { ...at('9:0'), days: [0, 2, 5, 6] },
      'on Tuesdays, Fridays, Saturdays and Sundays at 9 a.m.',
    ],
    ['every monday 08:00', { ...at('8:0'), days: [1] }, 'on Mondays at 8 a.m.'],
    ['every 4h', { kind: 'every', hours: 4 }, 'every 4 hours'],
    ['Every 12 hours', { kind: 'every', hours: 12 }, 'every 12 hours'],
    ['every hour', { kind: 'every', hours: 1 }, 'every hour'],
    ['hourly', { kind: 'every', hours: 1 }, 'every hour'],
    ['every 2h weekdays', { kind: 'every', hours: 2, days: [1, 2, 3, 4, 5] }, 'every 2 hours on weekdays'],
    ['08:00 only when there is news', at('8:0'), 'daily at 8 a.m.'],
    ['every 4h with news', { kind: 'every', hours: 4 }, 'every 4 hours'],
    ['08:00 always', { ...at('8:0'), always: true }, 'daily at 8 a.m., even without news'],
    [
      'every 4h even without news',
      { kind: 'every', hours: 4, always: true },
      'every 4 hours, even without news',
    ],
  ])('%s', (text, schedule, words) => {
    const read = readSchedule(text);
    expect(read).toEqual(schedule);
    expect(read && scheduleWords(read)).toBe(words);
    expect(readSchedule(words)).toEqual(schedule);
  });

  it.each([
    '',
    '25:00',
    '8',
    '4h',
    'every 0h',
    'every 25h',
    'every 30 min',
    'every monday',
    'weekdays',
    'sometimes',
    '08:00 or so',
    'someday 08:00',
    '1:00 2:00 3:00 4:00 5:00 6:00 7:00 8:00 9:00',
  ])('does not guess at “%s”', (text) => {
    expect(readSchedule(text)).toBeUndefined();
  });

  it('reads the words of the story’s language', () => {
    expect(readSchedule('codziennie o 8:00', 'pl')).toEqual(at('8:0'));
    expect(readSchedule('co 4 godziny', 'pl')).toEqual({ kind: 'every', hours: 4 });
    expect(readSchedule('كل 4 ساعات', 'ar')).toEqual({ kind: 'every', hours: 4 });
    expect(readSchedule('poniedziałek 8:00', 'pl')).toEqual({ ...at('8:0'), days: [1] });
  });
});
