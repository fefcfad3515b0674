import { describe, expect, it } from 'vitest';
import { composeDigest, type DigestView } from '../../../../src/domain/compose/compose-digest.ts';
import { revise } from '../../../../src/domain/entry.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { ferryStrike, lindhavn, published, revision } from '../../../support/lindhavn.ts';

const inspection = published(7, '2026-02-26 13:09', {
  headline: 'Port chief: ferries stay in port',
  body: 'The breakwater needs a second inspection.\n\n> “We will not guess,” said Ingrid Vale.',
  source: 'Lindhavn harbour authority',
  related: { title: 'Why the breakwater failed', url: 'https://example.org/breakwater' },
});
const firstOffer = published(5, '2026-02-26 11:47', {
  headline: 'Pilots reject the second offer',
  body: 'Forty pilots walked out.',
});
const offer =
  revise(firstOffer, revision(firstOffer, 'correction', '2026-02-26 14:14', '400 pilots walked out')) ??
  firstOffer;
const ship = published(4, '2026-02-26 09:55', { headline: 'Navy ship sails' });
const nightFerry = published(3, '2026-02-24 23:40', {
  headline: 'Night ferry turns back',
  body: '- Heavy sea\n- All safe',
});
const entries = [nightFerry, ship, offer, inspection];

const story = ferryStrike({
  lead: 'No ferry has sailed since Monday night.',
  picture: {
    mediaId: 'm1',
    mimeType: 'image/jpeg',
    credit: 'Mari Holt / Lindhavn Post',
    alt: 'harbour at dawn',
  },
  keyDevelopments: [
    { text: 'Ferries will not sail before Friday', entry: 7 },
    { text: 'Pilots reject the second offer', entry: 5 },
  ],
  keyDevelopmentsAt: lindhavn('2026-02-26 13:12'),
});
const now = lindhavn('2026-02-26 14:30');

function digest(changes: Partial<DigestView>): string {
  return plainText(composeDigest({ story, entries, window: { now }, format: 'full', ...changes }).content);
}

const since = (local: string) => ({ since: lindhavn(local), now });

describe('a full digest', () => {
  it('reads like the running article', () => {
    expect(digest({})).toBe(
      [
        'Lindhavn ferry strike',
        'By the Lindhavn Desk · Thursday, Feb. 26, 2026 · All times Oslo time',
        'Photo: harbour at dawn. Mari Holt / Lindhavn Post',
        '',
        'No ferry has sailed since Monday night.',
        '',
        'Key developments (as of 1:12 p.m.)',
        '• Ferries will not sail before Friday (1:09 p.m.)',
        '• Pilots reject the second offer (11:47 a.m.) · corrected 2:14 p.m.',
        '',
        'Correction (2:14 p.m.) The 11:47 a.m. update, “Pilots reject the second offer”, said that 400 pilots walked out. 40 pilots walked out.',
        '',
        'Port chief: ferries stay in port (1:09 p.m.)',
        'The breakwater needs a second inspection.',
        '',
        '> “We will not guess,” said Ingrid Vale.',
        '',
        'Related: Why the breakwater failed',
        'Source: Lindhavn harbour authority',
        '',
        'Pilots reject the second offer (11:47 a.m.) · corrected',
        'Forty pilots walked out.',
        '',
        'Navy ship sails (9:55 a.m.)',
        '',
        'Tuesday',
        'Night ferry turns back (11:40 p.m. Tuesday)',
        '',
        '• Heavy sea',
        '• All safe',
        '',
        'Full story: https://example.org/lindhavn',
        '4 updates since Tuesday · /digest since:2h for the newest',
      ].join('\n'),
    );
  });

  it('tells only what came since a moment, that moment included', () => {
    const text = digest({ window: since('2026-02-26 11:47') });
    expect(text).toContain('Pilots reject the second offer (11:47 a.m.) · corrected\n');
    expect(text).not.toContain('Navy ship');
    expect(text).toContain('2 updates since 11:47 a.m. · ');
    expect(digest({ window: since('2026-02-26 11:48') })).toContain('1 update since 11:48 a.m. · ');
  });

  it('tells a correction of an older entry', () => {
    const text = digest({ window: since('2026-02-26 14:00') });
    expect(text).toContain(
      'Correction (2:14 p.m.) The 11:47 a.m. update, “Pilots reject the second offer”, said that 400',
    );
    expect(text).toContain('No new updates since 2 p.m. · ');
    expect(digest({ window: since('2026-02-26 14:00'), entries: [ship] })).not.toContain('Correction');
  });

  it('names whole days as days', () => {
    expect(digest({ window: since('2026-02-25 00:00') })).toContain('3 updates since Wednesday · ');
    expect(digest({ window: since('2026-02-25 18:00') })).toContain('3 updates since 6 p.m. Wednesday · ');
    expect(digest({ entries: [ship] })).toContain('1 update since 9:55 a.m. · ');
  });

  it('orders by publication, newest first, also what was scheduled early and what came at the same moment', () => {
    const early = published(2, '2026-02-26 14:00', { headline: 'Numbered early' });
    const same = published(8, '2026-02-26 14:00', { headline: 'Numbered late' });
    const text = digest({ entries: [early, inspection, same] });
    const order = ['Numbered late', 'Numbered early', 'Port chief'].map((words) => text.indexOf(words));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it.each(['held', 'killed', 'scheduled'] as const)(
    'shows nothing of a %s entry, nor of its corrections',
    (status) => {
      const text = digest({ entries: [nightFerry, ship, { ...offer, status }, { ...inspection, status }] });
      for (const secret of [
        'Port chief',
        'Ferries will not sail',
        'Pilots',
        'Correction',
        'corrected',
        'breakwater',
      ]) {
        expect(text).not.toContain(secret);
      }
      expect(text).not.toContain('Key developments');
      expect(text).toContain('2 updates');
    },
  );

  it('shows nothing from after the end of its window', () => {
    const text = digest({ window: { now, until: lindhavn('2026-02-26 12:00') } });
    expect(text).not.toContain('Port chief');
    expect(text).not.toContain('Correction');
  });

  it('leaves out what a story does not have', () => {
    const { lead: _1, byline: _2, url: _3, ...bare } = ferryStrike();
    expect(digest({ story: bare, entries: [ship] })).toBe(
      [
        'Lindhavn ferry strike',
        'Thursday, Feb. 26, 2026 · All times Oslo time',
        '',
        'Navy ship sails (9:55 a.m.)',
        '',
        '1 update since 9:55 a.m. · /digest since:2h for the newest',
      ].join('\n'),
    );
  });

  it('links the story’s related articles and says when it was closed', () => {
    const related = [
      { title: 'The pilots', url: 'https://example.org/1' },
      { title: 'The port', url: 'https://example.org/2' },
    ];
    const closed = { ...story, related, state: 'closed' as const, closedAt: lindhavn('2026-02-26 14:20') };
    const lines = digest({ story: closed }).split('\n');
    expect(lines[0]).toBe('Lindhavn ferry strike · CLOSED 2:20 p.m. Oslo time Thursday, Feb. 26, 2026');
    expect(lines.slice(-3)).toEqual([
      'Related: The pilots · The port',
      'Full story: https://example.org/lindhavn',
      '4 updates since Tuesday',
    ]);
  });

  it('names the zone by its place where daylight saving began between its entries', () => {
    const zone = 'America/New_York';
    const before = published(1, '2026-03-07 12:00', { headline: 'Before' });
    const after = published(2, '2026-03-09 12:00', { headline: 'After' });
    const window = { now: lindhavn('2026-03-09 13:00') };
    const told = (shown: DigestView['entries']) =>
      digest({ story: ferryStrike({ zone }), entries: shown, window });
    expect(told([after])).toContain('All times EDT');
    expect(told([before, after])).toContain('All times New York time');
  });
});

describe('a brief digest', () => {
  it('tells each entry in one line', () => {
    const text = digest({ format: 'brief' });
    expect(text.slice(text.indexOf('• Port chief'))).toBe(
      [
        '• Port chief: ferries stay in port (1:09 p.m.)',
        '• Pilots reject the second offer (11:47 a.m.) · corrected',
        '• Navy ship sails (9:55 a.m.)',
        '',
        'Tuesday',
        '• Night ferry turns back (11:40 p.m. Tuesday)',
        '',
        'Full story: https://example.org/lindhavn',
        '4 updates since Tuesday · /digest format:full for the whole text',
      ].join('\n'),
    );
  });
});

describe('a digest of nothing', () => {
  it('says since when, and what came last', () => {
    expect(digest({ window: since('2026-02-26 14:20') })).toBe(
      'Lindhavn ferry strike\n' +
        'No updates since 2:20 p.m. Oslo time. The latest was “Port chief: ferries stay in port” (1:09 p.m.).',
    );
  });

  it('never names a held entry as the last', () => {
    const held = { ...inspection, status: 'held' as const };
    expect(digest({ window: since('2026-02-26 14:20'), entries: [nightFerry, held] })).toContain(
      'The latest was “Night ferry turns back” (11:40 p.m. Tuesday).',
    );
  });

  it('says so for a story without entries', () => {
    expect(digest({ entries: [] })).toBe('Lindhavn ferry strike\nNo updates yet.');
    expect(digest({ entries: [], window: since('2026-02-25 00:00') })).toBe(
      'Lindhavn ferry strike\nNo updates since Wednesday.',
    );
  });
});
