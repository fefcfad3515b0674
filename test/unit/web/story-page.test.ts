import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Story } from '../../../src/domain/story.ts';
import { toArticle } from '../../../src/web/article.ts';
import { entryPage } from '../../../src/web/entry-page.ts';
import { missingPage, pagePolicy } from '../../../src/web/page-shell.ts';
import { storyPage } from '../../../src/web/story-page.ts';
import { lindhavn } from '../../support/lindhavn.ts';
import {
  attacks,
  badAddresses,
  everyAttack,
  hostileEntries,
  hostileStory,
  publicUrl,
} from '../../support/web/hostile.ts';
import { elementsNamed, elementsOf } from '../../support/web/html-reader.ts';
import { strikeArticle } from '../../support/web/strike.ts';

const path = '/wire/s/lindhavn-ferries';

function page(changes: Partial<Story> = {}, order: 'newest' | 'oldest' = 'newest'): string {
  return storyPage({ article: strikeArticle(changes), path, order, revision: 12 });
}

function entry(number: number, changes: Partial<Story> = {}): string {
  const article = strikeArticle(changes);
  const found = article.entries.find((one) => one.number === number);
  return found === undefined ? '' : entryPage(found, { article, path });
}

/** What a page reads as: the text of these elements, white space made single. */
function textsOf(html: string, ...names: readonly string[]): readonly string[] {
  return elementsOf(html)
    .filter(({ name }) => names.includes(name))
    .map(({ text }) => text.replaceAll(/\s+/g, ' ').trim());
}

const hrefs = (html: string) => elementsNamed(html, 'a').map(({ attributes }) => attributes['href'] ?? '');

describe('the page of a story', () => {
  it('reads like the running article', () => {
    expect(
      textsOf(page(), 'h1', 'h2', 'h3', 'p', 'figcaption', 'li', 'blockquote', 'nav').slice(1),
    ).toMatchSnapshot();
  });

  it('may be read from the beginning', () => {
    const headlines = textsOf(page({}, 'oldest'), 'h2', 'h3');
    expect(headlines.slice(2)).toEqual([
      'Tuesday, Feb. 24, 2026',
      'Night ferry turns back',
      'Thursday, Feb. 26, 2026',
      'Navy ship sails',
      'Pilots reject the second offer',
      'Port chief: ferries stay in port',
    ]);
    const current = elementsNamed(page({}, 'oldest'), 'a').filter(
      ({ attributes }) => attributes['aria-current'],
    );
    expect(current.map(({ attributes }) => attributes['href'])).toEqual([`${path}?order=oldest`]);
  });

  it('gives every entry an anchor and an address of its own', () => {
    const ids = elementsNamed(page(), 'article').map(({ attributes }) => attributes['id']);
    expect(ids).toEqual(['n8', 'n7', 'n6', 'n5', 'n4', 'n3']);
    expect(hrefs(page())).toEqual(expect.arrayContaining([`${path}/8`, `${path}/3`, '#n7', '#n5']));
  });

  it('tells every time for machines too', () => {
    const times = elementsNamed(page(), 'time');
    expect(times.length).toBeGreaterThan(10);
    for (const { attributes } of times)
      expect(attributes['datetime']).toMatch(/^2026-02-2\dT\d\d:\d\d:\d\d\+01:00$/);
  });

  it('listens while the story is live, and not once it is closed', () => {
    const [live] = elementsNamed(page(), 'main');
    expect(live?.attributes).toMatchObject({ 'data-events': `${path}/events`, 'data-revision': '12' });
    const closed = page({ state: 'closed', closedAt: lindhavn('2026-02-27 09:00') });
    expect(elementsNamed(closed, 'main')[0]?.attributes).not.toHaveProperty('data-events');
    expect(textsOf(closed, 'p')[0]).toBe('CLOSED 9 a.m. Oslo time Friday, Feb. 27, 2026');
    expect(closed).not.toContain('Refresh');
  });

  it('leads to the feeds, from its head and from its foot', () => {
    const alternates = elementsNamed(page(), 'link').filter(
      ({ attributes }) => attributes['rel'] === 'alternate',
    );
    const ways = ['.atom', '.json', '.md'].map((ending) => path + ending);
    expect(alternates.map(({ attributes }) => attributes['href'])).toEqual(ways);
    expect(hrefs(page())).toEqual(expect.arrayContaining(ways));
  });

  it('holds no word of what is held, killed or scheduled', () => {
    for (const secret of ['Rumour of', 'confirms', 'resigns', 'whole of it', 'Embargoed', 'Never out']) {
      expect(page()).not.toContain(secret);
    }
  });

  it('says so when there is nothing yet', () => {
    const article = toArticle({ ...strikeArticle().story, keyDevelopments: [] }, [], publicUrl);
    const texts = textsOf(storyPage({ article, path, order: 'newest', revision: 1 }), 'p');
    expect(texts).toContain('No updates yet.');
  });

  it('is light: a page of six entries is under 30 kB as it is, and under 8 kB packed', () => {
    expect(Buffer.byteLength(page())).toBeLessThan(30_000);
    expect(gzipSync(page()).length).toBeLessThan(8_000);
  });
});

describe('the page of one entry', () => {
  it('has its text, and the way to the story', () => {
    expect(textsOf(entry(7), 'h1', 'p', 'blockquote')).toEqual([
      'LIVE Lindhavn ferry strike FLASH',
      'Port chief: ferries stay in port',
      'By the Lindhavn Desk · Thursday, Feb. 26, 2026 · 1:09 p.m. Oslo time',
      'A second inspection.',
      '“We will not guess,” she said.',
      '“We will not guess,” she said.',
      'Related: Why the breakwater failed',
      'Source: Lindhavn harbour authority',
      'Read the whole story',
    ]);
    expect(hrefs(entry(7))).toContain(`${path}#n7`);
  });

  it.each([
    [8, 'On hold (1:35 p.m. Oslo time): this update is being checked. Please do not share it.'],
    [
      6,
      'Withdrawn (12:31 p.m. Oslo time): this update was wrong and has been withdrawn. Reason: the quoted statement was not made.',
    ],
  ])('of a notice, %i, has nothing else and is not to be found', (number, words) => {
    expect(textsOf(entry(number), 'p')).toContain(words);
    expect(entry(number)).toContain('<meta name="robots" content="noindex"/>');
    expect(entry(number)).not.toContain('og:');
    expect(textsOf(entry(number), 'h1')).toEqual([`Lindhavn ferry strike #${number}`]);
  });

  it('is told with its own headline and picture where its address unfolds', () => {
    const metas = elementsNamed(entry(4), 'meta').map(({ attributes }) => attributes);
    expect(metas).toEqual(
      expect.arrayContaining([
        { property: 'og:title', content: 'Navy ship sails' },
        { property: 'og:url', content: `${publicUrl}/s/lindhavn-ferries/4` },
        { property: 'og:image', content: `${publicUrl}/s/lindhavn-ferries/media/ship` },
        { name: 'description', content: 'It carries medicine.' },
      ]),
    );
  });

  it.each([
    ['en', 'FLASH: Port chief: ferries stay in port'],
    ['pl', 'PILNE: Port chief: ferries stay in port'],
    ['ar', 'عاجل: Port chief: ferries stay in port'],
  ] as const)('says in %s that it is a flash where its title stands by itself', (language, title) => {
    const flash = entry(7, { language });
    expect(textsOf(flash, 'title')).toEqual([title]);
    const metas = elementsNamed(flash, 'meta').map(({ attributes }) => attributes);
    expect(metas).toContainEqual({ property: 'og:title', content: title });
    expect(textsOf(flash, 'h1')).toEqual(['Port chief: ferries stay in port']);
  });
});

it.each([
  ['words', 'Wasser '.repeat(40), `${'Wasser '.repeat(28).trim()}…`],
  ['a text without spaces', '水'.repeat(300), `${'水'.repeat(200)}…`],
  ['a space near its beginning', `東京 ${'水'.repeat(300)}`, `東京 ${'水'.repeat(197)}…`],
  ['signs of two units', `a${'🌊'.repeat(150)}`, `a${'🌊'.repeat(99)}…`],
])('a long description is cut behind %s', (_, lead, description) => {
  const article = strikeArticle({ lead });
  const metas = elementsNamed(storyPage({ article, path, order: 'newest', revision: 1 }), 'meta');
  expect(metas.map(({ attributes }) => attributes)).toContainEqual({
    name: 'description',
    content: description,
  });
});

/** The pages of a story in which the attack stands everywhere. */
function attackedPages(attack: string, address: string): readonly string[] {
  const article = toArticle(hostileStory(attack, address), hostileEntries(attack, address), publicUrl);
  return [
    storyPage({ article, path, order: 'newest', revision: 1 }),
    ...article.entries.map((one) => entryPage(one, { article, path })),
  ];
}

/** Elements and attributes without their values: what no text may change. */
function skeleton(html: string): readonly string[] {
  return elementsOf(html).map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`);
}

const ownElements = new Set(skeleton([page(), entry(4), entry(7), entry(8), missingPage('x')].join('')));

describe('hostile text', () => {
  it.each(attacks)('makes nothing of its own of %j', (attack) => {
    for (const html of attackedPages(attack, 'javascript:alert(1)')) {
      const strange = skeleton(html).filter((one) => !ownElements.has(one));
      expect(
        strange.filter((one) => !/^(h4|ul|pre|code|s|em|strong|a href|blockquote|br|hr) ?/.test(one)),
      ).toEqual([]);
      const scripts = elementsNamed(html, 'script').map(({ attributes }) => attributes['type'] ?? 'own');
      expect(scripts.filter((type) => type !== 'application/ld+json')).toEqual(['own']);
      expect(elementsNamed(html, 'style')).toHaveLength(1);
    }
  });

  it.each(badAddresses)('leads nobody to %j', (address) => {
    for (const html of attackedPages('x', address)) {
      for (const href of hrefs(html)) expect(href).toMatch(/^(#|\/wire\/s\/lindhavn-ferries)/);
    }
  });

  it('loads nothing from elsewhere', () => {
    for (const html of attackedPages(everyAttack, 'https://evil.example/')) {
      for (const { attributes } of elementsNamed(html, 'img'))
        expect(attributes['src']).toMatch(/^\/wire\/s\//);
    }
  });
});

describe('the policy of a page', () => {
  it.each(['script', 'style'] as const)('names the one %s that may run', (name) => {
    const own = elementsNamed(page(), name).filter(({ attributes }) => attributes['type'] === undefined);
    const hashes = own.map(({ text }) => createHash('sha256').update(text).digest('base64'));
    expect(hashes).toHaveLength(1);
    expect(pagePolicy).toContain(`${name}-src 'sha256-${hashes[0]}'`);
    expect(pagePolicy).not.toContain('unsafe');
  });
});
