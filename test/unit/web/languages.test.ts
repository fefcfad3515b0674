import { describe, expect, it } from 'vitest';
import { entryPage } from '../../../src/web/entry-page.ts';
import { atomFeed, jsonFeed } from '../../../src/web/feeds.ts';
import { liveBlogPosting } from '../../../src/web/json-ld.ts';
import { storyMarkdown } from '../../../src/web/story-markdown.ts';
import { storyPage } from '../../../src/web/story-page.ts';
import { elementsNamed, elementsOf } from '../../support/web/html-reader.ts';
import { strikeArticle } from '../../support/web/strike.ts';

const path = '/s/lindhavn-ferries';

/** Dateline's own words in English, none of which the strike's editors use. */
const english =
  /\b(?:Updated|Related|Source|Key developments|Corrections?|Corrected|updates?|Newest|Oldest|Follow|Full story|All times|By the|FLASH|LIVE|CLOSED|Photo|Refresh|Skip|as of|Oslo time|[ap]\.m\.|(?:Tues|Wednes|Thurs)day|Feb|Withdrawn|On hold|Reason|This page|Read the|New:|Your time|No updates)(?![a-z])/;

describe.each(['pl', 'ar'] as const)('a story whose language is %s', (language) => {
  const article = strikeArticle({ language });
  const place = { article, path };
  const page = storyPage({ ...place, order: 'newest', revision: 12 });

  it('has a page that says so to browsers and to screen readers', () => {
    const [root] = elementsNamed(page, 'html');
    expect(root?.attributes).toMatchObject({ lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' });
    expect(liveBlogPosting(article)).toMatchObject({ inLanguage: language });
    expect(JSON.parse(jsonFeed(article))).toMatchObject({ language });
  });

  it('has no English word of Dateline’s own on any of its pages, and none in its feeds', () => {
    const spoken = elementsOf(page).flatMap(({ attributes }) =>
      Object.entries(attributes).filter(([name]) =>
        /^(?:aria-label|data-(?:new|changed|your-time))$/.test(name),
      ),
    );
    expect(spoken.map(([name]) => name)).toEqual([
      'data-new',
      'data-changed',
      'data-your-time',
      'aria-label',
    ]);
    const bodies = [page, ...article.entries.map((entry) => entryPage(entry, place))].flatMap((html) =>
      elementsNamed(html, 'body').map(({ text }) => text.replace(/'use strict';[\s\S]*/, '')),
    );
    const all = [...bodies, ...spoken.flat(), atomFeed(article), storyMarkdown(article)];
    expect(all.filter((text) => english.test(text)).map((text) => english.exec(text)?.[0])).toEqual([]);
  });

  it('reads like the running article', () => {
    const shown = elementsOf(page).filter(({ name }) => /^(?:h[123]|p|figcaption|li|nav)$/.test(name));
    expect(shown.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim())).toMatchSnapshot();
  });
});

it('an English story has each of these words: the search above would find them', () => {
  const article = strikeArticle();
  const body =
    elementsNamed(storyPage({ article, path, order: 'newest', revision: 1 }), 'body')[0]?.text ?? '';
  for (const word of ['Updated', 'Key developments', 'Newest', 'Follow', 'FLASH', 'Skip', 'p.m.']) {
    expect(english.exec(body.slice(body.indexOf(word)))?.[0]).toBe(word);
  }
});
