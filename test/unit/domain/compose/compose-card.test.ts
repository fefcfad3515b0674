import { describe, expect, it } from 'vitest';
import { composeCard } from '../../../../src/domain/compose/compose-card.ts';
import { type Entry, revise } from '../../../../src/domain/entry.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { ferryStrike, lindhavn, published, revision } from '../../../support/lindhavn.ts';

const inspection = published(7, '2026-02-26 13:09', { headline: 'Port chief: ferries stay in port' });
const offer = published(5, '2026-02-26 11:47', { headline: 'Pilots reject the second offer' });
const ship = published(4, '2026-02-25 09:55', { headline: 'Navy ship sails' });
const story = ferryStrike({
  lead: 'No ferry has sailed since Monday night.',
  keyDevelopments: [
    { text: 'Ferries will not sail before Friday', entry: 7 },
    { text: 'Pilots reject the second offer', entry: 5 },
    { text: 'Navy ship carries medicine', entry: 4 },
  ],
  keyDevelopmentsAt: lindhavn('2026-02-26 13:12'),
});
const among =
  (...entries: readonly Entry[]) =>
  (number: number) =>
    entries.find((entry) => entry.number === number);
const entryOf = among(inspection, offer, ship);

describe('composeCard', () => {
  it('shows headline, state, lead, key developments and the newest entry', () => {
    expect(plainText(composeCard({ story, latest: inspection, entryOf }))).toBe(
      [
        'Lindhavn ferry strike · LIVE',
        'No ferry has sailed since Monday night.',
        '',
        'Key developments (as of 1:12 p.m. Oslo time)',
        '• Ferries will not sail before Friday (1:09 p.m.)',
        '• Pilots reject the second offer (11:47 a.m.)',
        '• Navy ship carries medicine (9:55 a.m. Wednesday)',
        '',
        'Latest: Port chief: ferries stay in port (1:09 p.m.)',
        'Ask for a summary any time: /digest',
      ].join('\n'),
    );
  });

  it('shows a new story that has nothing but a headline', () => {
    const { lead: _, ...bare } = ferryStrike();
    expect(plainText(composeCard({ story: bare }))).toBe(
      'Lindhavn ferry strike · LIVE\n\nAsk for a summary any time: /digest',
    );
  });

  it('names the zone with the newest entry where no line above does', () => {
    const card = composeCard({ story: ferryStrike(), latest: inspection });
    expect(plainText(card)).toContain('Latest: Port chief: ferries stay in port (1:09 p.m. Oslo time)\n');
  });

  it('says in full when a story was closed, and tells times from there', () => {
    const closed = { ...story, state: 'closed' as const, closedAt: lindhavn('2026-02-28 18:30') };
    const card = plainText(composeCard({ story: closed, latest: inspection, entryOf }));
    expect(card).toContain('Lindhavn ferry strike · CLOSED 6:30 p.m. Oslo time Saturday, Feb. 28, 2026\n');
    expect(card).toContain('(as of 1:12 p.m. Oslo time Thursday)');
    expect(card).toContain('(1:09 p.m. Thursday)');
  });

  it('links bullets to their entries where there is an address', () => {
    const linkTo = (entry: number) => (entry === 7 ? 'https://example.org/m/7' : undefined);
    const card = composeCard({ story, latest: inspection, linkTo });
    const items = card.find((block) => block.type === 'list')?.items.map(([line]) => line);
    const url = 'https://example.org/m/7';
    const words = { type: 'text', value: 'Ferries will not sail before Friday' };
    expect(items?.slice(0, 2)).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'link', url, children: [words] },
          { type: 'text', value: ' (1:09 p.m.)' },
        ],
      },
      { type: 'paragraph', children: [{ type: 'text', value: 'Pilots reject the second offer' }] },
    ]);
  });

  it('says under a key development what was corrected in its entry', () => {
    const why = '400 pilots';
    const corrected = revise(offer, revision(offer, 'correction', '2026-02-27 09:00', why)) ?? offer;
    const card = plainText(
      composeCard({ story, latest: inspection, entryOf: among(inspection, corrected, ship) }),
    );
    expect(card).toContain(
      '• Pilots reject the second offer (11:47 a.m. Thursday) · corrected 9 a.m.: an earlier version said 400 pilots.\n',
    );
  });

  it.each(['held', 'killed', 'scheduled'] as const)('shows nothing of a %s entry', (status) => {
    const gone = { ...inspection, status };
    const card = plainText(composeCard({ story, latest: gone, entryOf: among(gone, offer, ship) }));
    expect(card).not.toContain('Latest:');
    expect(card).not.toContain('Ferries will not sail');
    expect(card).toContain('Pilots reject the second offer');
  });
});
