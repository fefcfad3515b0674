import { describe, expect, it } from 'vitest';
import { composeEntry } from '../../../../src/domain/compose/compose-entry.ts';
import { type Entry, type Revision, revise } from '../../../../src/domain/entry.ts';
import type { Picture } from '../../../../src/domain/picture.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { ferryStrike, published, revision } from '../../../support/lindhavn.ts';

const story = ferryStrike();
const picture: Picture = { mediaId: 'm1', mimeType: 'image/jpeg', credit: 'Mari Holt / Lindhavn Post' };
const inspection = published(7, '2026-02-26 13:09', {
  headline: 'Port chief: ferries will not sail before Friday',
  body: 'The breakwater needs a **second** inspection.\n\n> “We will not guess,” said Ingrid Vale.',
  source: 'Lindhavn harbour authority',
  related: { title: 'Why the breakwater failed', url: 'https://example.org/breakwater' },
});

/** The entry after one more revision; the test fails where the status machine has no such edge. */
function after(entry: Entry, change: Revision): Entry {
  const revised = revise(entry, change);
  if (revised === undefined) throw new Error(`a ${entry.status} entry takes no ${change.signal}`);
  return revised;
}

const shown = (entry: Entry) => plainText(composeEntry({ story, entry }).content);

describe('composeEntry', () => {
  it('reads like a section of a running article', () => {
    expect(shown(inspection)).toBe(
      [
        'Port chief: ferries will not sail before Friday (1:09 p.m. Oslo time)',
        '',
        'The breakwater needs a second inspection.',
        '',
        '> “We will not guess,” said Ingrid Vale.',
        '',
        'Related: Why the breakwater failed',
        'Source: Lindhavn harbour authority · Lindhavn ferry strike #7',
      ].join('\n'),
    );
  });

  it('leads to its own page where it has one, as a notice too', () => {
    const page = 'https://news.example/s/lindhavn-ferries/7';
    const linked = {
      type: 'link',
      url: page,
      children: [{ type: 'text', value: 'Lindhavn ferry strike #7' }],
    };
    const held = after(inspection, revision(inspection, 'hold', '2026-02-26 14:20'));
    for (const entry of [inspection, held]) {
      const small = composeEntry({ story, entry, page }).content.findLast(({ type }) => type === 'small');
      expect(small).toMatchObject({ children: expect.arrayContaining([linked]) });
      expect(plainText(composeEntry({ story, entry, page }).content)).toBe(shown(entry));
    }
  });

  it('is a tree: headline and time, body, related link, small print with the reader’s clock', () => {
    const entry = published(8, '2026-02-26 14:00', {
      headline: 'Talks *resume*',
      body: 'At **noon**.',
      related: { title: 'The first round', url: 'https://example.org/first' },
    });
    expect(composeEntry({ story, entry }).content).toEqual([
      {
        type: 'heading',
        level: 3,
        children: [{ type: 'text', value: 'Talks *resume*' }],
        suffix: [{ type: 'text', value: '(2 p.m. Oslo time)' }],
      },
      {
        type: 'paragraph',
        children: [
          { type: 'text', value: 'At ' },
          { type: 'strong', children: [{ type: 'text', value: 'noon' }] },
          { type: 'text', value: '.' },
        ],
      },
      {
        type: 'paragraph',
        children: [
          { type: 'text', value: 'Related: ' },
          {
            type: 'link',
            url: 'https://example.org/first',
            children: [{ type: 'text', value: 'The first round' }],
          },
        ],
      },
      {
        type: 'small',
        children: [
          { type: 'text', value: 'Lindhavn ferry strike #8' },
          { type: 'reader-clock', at: entry.publishedAt, told: '2 p.m. Oslo time', yours: 'your time' },
        ],
      },
    ]);
  });

  it('marks a flash in the headline and needs no body', () => {
    const flash = {
      ...published(9, '2026-02-26 12:00', { headline: 'Strike is over' }),
      urgency: 'flash' as const,
    };
    expect(shown(flash)).toBe('FLASH: Strike is over (noon Oslo time)\nLindhavn ferry strike #9');
  });

  it('credits a picture, which takes the place of a link preview', () => {
    const entry = published(9, '2026-02-26 12:00', { ...inspection.revisions[0].text, body: '', picture });
    const composed = composeEntry({ story, entry });
    expect(composed.picture).toBe(picture);
    expect(composed.linkPreview).toBeUndefined();
    expect(plainText(composed.content)).toContain('\nPhoto: Mari Holt / Lindhavn Post\n');
    expect(composeEntry({ story, entry: inspection }).linkPreview).toBe(
      inspection.revisions[0].text.related?.url,
    );
  });

  it('says what a picture shows, also of one without a credit', () => {
    const described = { ...picture, alt: 'Harbour at dawn.' };
    const entry = published(9, '2026-02-26 12:00', { headline: 'Dawn', picture: described });
    expect(shown(entry)).toContain('Photo: Harbour at dawn. Mari Holt / Lindhavn Post');
    const { credit: _, ...uncredited } = described;
    const dawn = published(9, '2026-02-26 12:00', { headline: 'Dawn', picture: uncredited });
    expect(shown(dawn)).toContain('\nPhoto: Harbour at dawn.\n');
    const { alt: _alt, ...bare } = uncredited;
    expect(shown(published(9, '2026-02-26 12:00', { headline: 'Dawn', picture: bare }))).not.toContain(
      'Photo',
    );
  });

  it('shows a scheduled entry as it will be', () => {
    expect(shown({ ...inspection, status: 'scheduled' })).toBe(shown(inspection));
  });
});

describe('the editorial ladder, as readers see it', () => {
  const lastLines = (entry: Entry, count: number) => shown(entry).split('\n').slice(-count);

  it('says when a text was edited', () => {
    const edited = after(inspection, revision(inspection, 'edit', '2026-02-26 13:20'));
    expect(lastLines(edited, 1)).toEqual([
      'Source: Lindhavn harbour authority · Lindhavn ferry strike #7 · Updated 1:20 p.m.',
    ]);
  });

  it('tells the day of an edit on a later day, as seen from the day of publication', () => {
    const edited = after(inspection, revision(inspection, 'edit', '2026-02-27 09:00'));
    expect(shown(edited)).toContain('Updated 9 a.m. Friday');
    const late = after(edited, revision(edited, 'edit', '2026-03-12 09:00'));
    expect(shown(late)).toContain('Updated 9 a.m. March 12');
  });

  it('does not mention edits from before publication', () => {
    const edited = after(
      { ...inspection, status: 'scheduled' },
      revision(inspection, 'edit', '2026-02-26 12:00'),
    );
    expect(shown(edited)).not.toContain('Updated');
  });

  it('ends with every correction, and tells only what is newer than it as an update', () => {
    const edited = after(inspection, revision(inspection, 'edit', '2026-02-26 13:20'));
    const why = '400 pilots';
    const corrected = after(edited, revision(edited, 'correction', '2026-02-26 14:14', why));
    expect(lastLines(corrected, 2)).toEqual([
      'Source: Lindhavn harbour authority · Lindhavn ferry strike #7',
      'Corrected 2:14 p.m.: an earlier version said 400 pilots.',
    ]);
    const again = after(
      corrected,
      revision(corrected, 'correction', '2026-02-26 15:00', 'Ms. Vale is port chief.'),
    );
    const polished = after(again, revision(again, 'edit', '2026-02-26 16:00'));
    expect(lastLines(polished, 3)).toEqual([
      'Source: Lindhavn harbour authority · Lindhavn ferry strike #7 · Updated 4 p.m.',
      'Corrected 2:14 p.m.: an earlier version said 400 pilots.',
      'Corrected 3 p.m.: an earlier version said Ms. Vale is port chief.',
    ]);
  });

  it('replaces a held entry by a notice without a word, a link or a picture of it', () => {
    const entry = published(7, '2026-02-26 13:09', { ...inspection.revisions[0].text, picture });
    const held = after(entry, revision(entry, 'hold', '2026-02-26 14:20', 'the source called'));
    expect(composeEntry({ story, entry: held })).toEqual({
      content: [
        {
          type: 'paragraph',
          children: [
            {
              type: 'text',
              value: 'On hold (2:20 p.m. Oslo time): this update is being checked. Please do not share it.',
            },
          ],
        },
        { type: 'small', children: [{ type: 'text', value: 'Lindhavn ferry strike #7' }] },
      ],
    });
  });

  it('shows a released entry as before', () => {
    const held = after(inspection, revision(inspection, 'hold', '2026-02-26 14:20'));
    const released = after(held, revision(held, 'release', '2026-02-26 14:30'));
    expect(shown(released)).toBe(shown(inspection));
  });

  it('replaces a killed entry by the reason, with the day when it is another one', () => {
    const why = 'the quoted statement was not made by the ministry';
    const killed = after(inspection, revision(inspection, 'kill', '2026-02-26 14:31', why));
    expect(shown(killed)).toBe(
      'Withdrawn (2:31 p.m. Oslo time): this update was wrong and has been withdrawn. ' +
        'Reason: the quoted statement was not made by the ministry.\nLindhavn ferry strike #7',
    );
    const later = after(inspection, revision(inspection, 'kill', '2026-02-27 14:31', why));
    expect(shown(later)).toContain('Withdrawn (2:31 p.m. Oslo time Friday): ');
  });

  it('names the moment of the newest hold', () => {
    const held = after(inspection, revision(inspection, 'hold', '2026-02-26 14:20'));
    const released = after(held, revision(held, 'release', '2026-02-26 14:30'));
    const again = after(released, revision(released, 'hold', '2026-02-26 15:00'));
    expect(shown(again)).toContain('On hold (3 p.m. Oslo time)');
  });
});
