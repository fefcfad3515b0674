import { describe, expect, it } from 'vitest';
import { toArticle } from '../../../src/web/article.ts';
import { liveBlogPosting } from '../../../src/web/json-ld.ts';
import { storyPage } from '../../../src/web/story-page.ts';
import { ferryStrike, lindhavn, published } from '../../support/lindhavn.ts';
import { everyAttack, hostileEntries, hostileStory, publicUrl } from '../../support/web/hostile.ts';
import { elementsNamed } from '../../support/web/html-reader.ts';
import { strikeArticle } from '../../support/web/strike.ts';
import { schemaOrgFaults } from '../../support/web/validators.ts';

/** The data that search engines find on a page. */
function found(article = strikeArticle()): unknown {
  const html = storyPage({ article, path: '/s/x', order: 'newest', revision: 1 });
  const [data] = elementsNamed(html, 'script').filter(({ attributes }) => attributes['type']);
  return JSON.parse(data?.text ?? '');
}

describe('what search engines are told', () => {
  it('is a LiveBlogPosting as schema.org knows it', () => {
    expect(schemaOrgFaults(found())).toEqual([]);
    const closedAt = lindhavn('2026-02-27 09:00');
    expect(schemaOrgFaults(found(strikeArticle({ state: 'closed', closedAt })))).toEqual([]);
  });

  it('would be found faulty if it were', () => {
    expect(schemaOrgFaults({ '@type': 'LiveBlogPosting', headline: 7, rivals: 1 })).toEqual(
      expect.arrayContaining([expect.stringContaining('/headline'), 'LiveBlogPosting has no rivals']),
    );
  });

  it('has the story, and the entries that are shown with their corrections', () => {
    expect(found()).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'LiveBlogPosting',
      headline: 'Lindhavn ferry strike',
      coverageStartTime: '2026-02-23T21:00:00+01:00',
      dateModified: '2026-02-26T14:14:00+01:00',
      image: { creditText: 'Mari Holt / Lindhavn Post' },
      liveBlogUpdate: [
        { headline: 'Port chief: ferries stay in port', datePublished: '2026-02-26T13:09:00+01:00' },
        {
          headline: 'Pilots reject the second offer',
          articleBody: 'Forty walked out.',
          correction: [
            {
              '@type': 'CorrectionComment',
              text: 'Corrected 2:14 p.m.: an earlier version said 400 pilots.',
            },
          ],
        },
        { url: `${publicUrl}/s/lindhavn-ferries/4` },
        { articleBody: 'Night ferry turns back' },
      ],
    });
  });

  it('says when the coverage ended, once it has', () => {
    expect(found()).not.toHaveProperty('coverageEndTime');
    const closedAt = lindhavn('2026-02-27 09:00');
    expect(found(strikeArticle({ state: 'closed', closedAt }))).toMatchObject({
      coverageEndTime: '2026-02-27T09:00:00+01:00',
    });
  });

  it('does not send a long story twice over', () => {
    const many = Array.from({ length: 150 }, (_, index) =>
      published(index + 1, '2026-02-26 09:00', { headline: 'x' }),
    );
    const { liveBlogUpdate } = liveBlogPosting(toArticle(ferryStrike(), many, publicUrl));
    expect(liveBlogUpdate).toHaveLength(100);
    expect(liveBlogUpdate).toMatchObject({ 0: { url: `${publicUrl}/s/lindhavn-ferries/150` } });
  });

  it('is data still when the text is hostile', () => {
    const entries = hostileEntries(everyAttack, 'javascript:alert(1)');
    const data = found(toArticle(hostileStory(everyAttack, 'javascript:alert(1)'), entries, publicUrl));
    expect(data).toMatchObject({ headline: everyAttack });
    expect(schemaOrgFaults(data)).toEqual([]);
  });
});
