import { type Entry, type Revision, revise, type Signal } from '../../../src/domain/entry.ts';
import type { Story } from '../../../src/domain/story.ts';
import { type Article, toArticle } from '../../../src/web/article.ts';
import { ferryStrike, lindhavn, published, revision } from '../lindhavn.ts';
import { publicUrl } from './hostile.ts';

/** The harbour at dawn, as the story's picture. */
const dawn = {
  mediaId: 'dawn',
  mimeType: 'image/jpeg',
  credit: 'Mari Holt / Lindhavn Post',
  alt: 'Harbour at dawn',
} as const;

/** An entry after one more revision, which the status machine must allow. */
export function revised(entry: Entry, by: Revision): Entry {
  const changed = revise(entry, by);
  if (changed === undefined) throw new Error(`A ${entry.status} entry takes no ${by.signal}`);
  return changed;
}

function after(entry: Entry, signal: Signal, local: string, why?: string): Entry {
  return revised(entry, revision(entry, signal, local, why));
}

/** The strike with three key developments, one of them corrected. */
export const strike: Story = ferryStrike({
  picture: dawn,
  related: [{ title: 'The pilots', url: 'https://example.org/pilots' }],
  keyDevelopments: [
    { text: 'Ferries will not sail before Friday', entry: 7 },
    { text: 'Pilots reject the second offer', entry: 5 },
    { text: 'Ministry resigns', entry: 6 },
  ],
  keyDevelopmentsAt: lindhavn('2026-02-26 13:12'),
});

/** What happened, one of each kind: corrected, killed, flash, held, scheduled, edited, and withdrawn unseen. */
export const strikeEntries: readonly Entry[] = [
  after(published(3, '2026-02-24 23:40', { headline: 'Night ferry turns back' }), 'edit', '2026-02-25 00:20'),
  published(4, '2026-02-26 09:55', {
    headline: 'Navy ship sails',
    body: 'It carries *medicine*.',
    picture: { mediaId: 'ship', mimeType: 'image/png', credit: 'Navy' },
  }),
  after(
    published(5, '2026-02-26 11:47', {
      headline: 'Pilots reject the second offer',
      body: 'Forty walked out.',
    }),
    'correction',
    '2026-02-26 14:14',
    '400 pilots',
  ),
  after(
    published(6, '2026-02-26 12:20', { headline: 'Ministry resigns', body: 'The whole of it.' }),
    'kill',
    '2026-02-26 12:31',
    'the quoted statement was not made',
  ),
  {
    ...published(7, '2026-02-26 13:09', {
      headline: 'Port chief: ferries stay in port',
      body: 'A second inspection.\n\n> “We will not guess,” she said.',
      source: 'Lindhavn harbour authority',
      related: { title: 'Why the breakwater failed', url: 'https://example.org/breakwater' },
    }),
    urgency: 'flash',
  },
  after(
    published(8, '2026-02-26 13:30', {
      headline: 'Rumour of a deal',
      body: 'Nobody confirms it.',
      picture: { mediaId: 'rumour', mimeType: 'image/png' },
    }),
    'hold',
    '2026-02-26 13:35',
  ),
  scheduled(9, { headline: 'Embargoed report', body: 'Not before Friday.' }),
  { ...after(scheduled(10, { headline: 'Never out', body: 'Nobody saw it.' }), 'kill', '2026-02-26 14:00') },
];

function scheduled(number: number, text: { headline: string; body: string }): Entry {
  const entry = published(number, '2026-02-26 13:50', text);
  return { ...entry, status: 'scheduled', publishedAt: lindhavn('2026-02-27 06:00') };
}

/** The strike as readers may see it. */
export function strikeArticle(changes: Partial<Story> = {}): Article {
  return toArticle({ ...strike, ...changes }, strikeEntries, publicUrl);
}
