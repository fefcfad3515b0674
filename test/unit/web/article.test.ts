import { describe, expect, it } from 'vitest';
import { toArticle } from '../../../src/web/article.ts';
import { isoTime } from '../../../src/web/iso-time.ts';
import { ferryStrike, lindhavn, published, revision } from '../../support/lindhavn.ts';
import { publicUrl } from '../../support/web/hostile.ts';
import { revised, strikeArticle } from '../../support/web/strike.ts';

describe('an article', () => {
  it('has the newest entry first, notices in their places, and nothing that was never out', () => {
    const { entries } = strikeArticle();
    expect(entries.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
      '8 held',
      '7 shown',
      '6 killed',
      '5 shown',
      '4 shown',
      '3 shown',
    ]);
  });

  it('holds no word of what is held, killed or scheduled', () => {
    const text = JSON.stringify({ ...strikeArticle(), story: undefined });
    for (const secret of [
      'Rumour',
      'confirms',
      'rumour',
      'resigns',
      'whole of it',
      'Embargoed',
      'Never out',
      'saw it',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('Reason: the quoted statement was not made.');
  });

  it('knows an entry that was scheduled, came out and was killed then', () => {
    const text = { headline: 'Out at six' };
    const planned = { ...published(1, '2026-02-25 10:00', text), status: 'scheduled' as const };
    const due = { ...planned, publishedAt: lindhavn('2026-02-26 06:00') };
    const out = revised(due, revision(due, 'release', '2026-02-26 06:00'));
    const killed = revised(out, revision(out, 'kill', '2026-02-26 07:00', 'wrong'));
    expect(toArticle(ferryStrike(), [killed], publicUrl).entries).toMatchObject([
      { kind: 'killed', number: 1 },
    ]);
  });

  it('has the key developments whose entries may be shown, and says which were corrected', () => {
    expect(strikeArticle().keyDevelopments).toEqual([
      {
        text: 'Ferries will not sail before Friday',
        number: 7,
        publishedAt: lindhavn('2026-02-26 13:09'),
      },
      {
        text: 'Pilots reject the second offer',
        number: 5,
        publishedAt: lindhavn('2026-02-26 11:47'),
        correctedAt: lindhavn('2026-02-26 14:14'),
      },
    ]);
  });

  it('is as new as the newest thing on it', () => {
    expect(strikeArticle().now).toBe(lindhavn('2026-02-26 14:14'));
    const closedAt = lindhavn('2026-02-27 09:00');
    expect(strikeArticle({ state: 'closed', closedAt }).now).toBe(closedAt);
    expect(toArticle(ferryStrike(), [], publicUrl).now).toBe(lindhavn('2026-02-23 21:00'));
  });

  it('tells an edit as an update, unless a correction tells it', () => {
    const { entries } = strikeArticle();
    const told = entries.map((entry) => (entry.kind === 'shown' ? entry.editedAt : undefined));
    expect(told.filter((at) => at !== undefined)).toEqual([lindhavn('2026-02-25 00:20')]);
  });

  it('names the zone once, by its place where daylight saving began in between', () => {
    const zone = 'America/New_York';
    const before = published(1, '2026-03-07 12:00', { headline: 'Before' });
    const after = published(2, '2026-03-09 12:00', { headline: 'After' });
    const story = ferryStrike({ zone, openedAt: before.publishedAt });
    expect(toArticle(story, [after], publicUrl).zoneWords).toBe('EDT');
    expect(toArticle(story, [before, after], publicUrl).zoneWords).toBe('New York time');
    expect(strikeArticle().zoneWords).toBe('Oslo time');
  });
});

describe('what was never out', () => {
  const entry = published(1, '2026-02-26 13:09', { headline: 'Secret' });
  const sentBack = revision(entry, 'kill', '2026-02-26 14:00');
  const submission = { sentFrom: 'discord:1' } as const;

  it.each([
    ['submitted', { ...entry, status: 'submitted', submission }],
    ['sent back', { ...entry, status: 'killed', submission, revisions: [entry.revisions[0], sentBack] }],
    ['under embargo', { ...entry, status: 'scheduled', embargoed: true }],
    [
      'taken back in time',
      {
        ...entry,
        status: 'killed',
        publishedAt: lindhavn('2026-02-26 13:10'),
        revisions: [entry.revisions[0], sentBack],
      },
    ],
  ] as const)('is not on the page: %s', (_, waiting) => {
    const article = toArticle(ferryStrike({ lastNumber: 1 }), [waiting], publicUrl);
    expect(article.entries).toEqual([]);
    expect(JSON.stringify(article)).not.toContain('Secret');
  });
});

describe('a moment for machines', () => {
  it.each([
    ['2026-02-26T12:09:00Z', 'Europe/Oslo', '2026-02-26T13:09:00+01:00'],
    ['2026-07-01T12:00:59.9Z', 'Europe/Oslo', '2026-07-01T14:00:59+02:00'],
    ['2026-01-01T00:00:00Z', 'America/St_Johns', '2025-12-31T20:30:00-03:30'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01T00:00:00+00:00'],
    ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01T05:45:00+05:45'],
  ])('%s in %s is %s', (at, zone, iso) => {
    expect(isoTime(Date.parse(at), zone)).toBe(iso);
  });
});
