import { parseAtomFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/domain/text/clean-text.ts';
import { type Article, toArticle } from '../../../src/web/article.ts';
import { atomFeed, jsonFeed } from '../../../src/web/feeds.ts';
import { ferryStrike, lindhavn, published, revision } from '../../support/lindhavn.ts';
import { attacks, everyAttack, hostileEntries, hostileStory, publicUrl } from '../../support/web/hostile.ts';
import { elementsOf } from '../../support/web/html-reader.ts';
import { revised, strikeArticle } from '../../support/web/strike.ts';
import { checkAtom, jsonFeedShape } from '../../support/web/validators.ts';

const readJson = (article: Article) => jsonFeedShape.parse(JSON.parse(jsonFeed(article)));
const attacked = (attack: string) =>
  toArticle(
    hostileStory(attack, 'javascript:alert(1)'),
    hostileEntries(attack, 'javascript:alert(1)'),
    publicUrl,
  );

describe('the feeds', () => {
  it('are an Atom feed and a JSON Feed', () => {
    expect(() => checkAtom(atomFeed(strikeArticle()))).not.toThrow();
    expect(() => readJson(strikeArticle())).not.toThrow();
    expect(() => checkAtom(atomFeed(strikeArticle()).replace('<updated>', '<updated>soon '))).toThrow();
    const empty = toArticle(ferryStrike(), [], publicUrl);
    expect(() => checkAtom(atomFeed(empty))).not.toThrow();
    expect(readJson(empty).items).toEqual([]);
  });

  it('have what changed last first: a kill of an old entry comes on top of newer ones', () => {
    expect(
      readJson(strikeArticle()).items.map(({ id, title }) => `${id.split('/').at(-1)} ${title}`),
    ).toEqual([
      '5 Pilots reject the second offer',
      '8 Lindhavn ferry strike #8',
      '7 FLASH: Port chief: ferries stay in port',
      '6 Lindhavn ferry strike #6',
      '4 Navy ship sails',
      '3 Night ferry turns back',
    ]);
    const atom = parseAtomFeed(atomFeed(strikeArticle()));
    const { items } = readJson(strikeArticle());
    expect(atom.entries?.map(({ id, title }) => [id, title?.value])).toEqual(
      items.map(({ id, title }) => [id, title]),
    );
  });

  it('replace a killed entry by its notice, under the same id', () => {
    const killed = readJson(strikeArticle()).items.find(({ id }) => id.endsWith('/6'));
    expect(killed).toMatchObject({
      content_html:
        '<p>Withdrawn (12:31 p.m. Oslo time): this update was wrong and has been withdrawn. Reason: the quoted statement was not made.</p>',
      date_modified: new Date(lindhavn('2026-02-26 12:31')).toISOString(),
    });
  });

  it('have a text with its picture, link, source and corrections', () => {
    const [corrected, , flash, , ship] = readJson(strikeArticle()).items;
    expect(corrected?.content_html).toContain(
      '<em>Corrected 2:14 p.m.: an earlier version said 400 pilots.</em>',
    );
    expect(flash?.content_html).toContain(
      'Related: <a href="https://example.org/breakwater">Why the breakwater failed</a>',
    );
    expect(flash?.content_html).toContain('Source: <bdi>Lindhavn harbour authority</bdi>');
    expect(ship).toMatchObject({
      image: `${publicUrl}/s/lindhavn-ferries/media/ship`,
      content_html: expect.stringContaining('<em>medicine</em>'),
    });
  });

  it('hold fifty entries, and what was killed today though it is the oldest', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      published(index + 1, `2026-02-25 09:${String(index).padStart(2, '0')}`, {
        headline: `Entry ${index + 1}`,
      }),
    );
    const [oldest, ...others] = many.map((entry, index) =>
      index === 0 ? revised(entry, revision(entry, 'kill', '2026-02-26 09:00')) : entry,
    );
    const { items } = readJson(toArticle(ferryStrike(), oldest ? [oldest, ...others] : [], publicUrl));
    expect(items).toHaveLength(50);
    expect(items[0]?.id).toMatch(/\/1$/);
  });

  it('say that a closed story is over', () => {
    expect(readJson(strikeArticle()).expired).toBe(false);
    expect(readJson(strikeArticle({ state: 'closed', closedAt: 1 })).expired).toBe(true);
  });

  it.each([...attacks, everyAttack])('are whole with %j in every field', (attack) => {
    const feed = atomFeed(attacked(attack));
    checkAtom(feed);
    const read = parseAtomFeed(feed);
    const [newest] = (read.entries ?? []).filter(({ id }) => id?.endsWith('/1'));
    expect(newest?.title?.value).toBe(cleanText(attack).trim() || 'lindhavn-ferries #1');
    expect(readJson(attacked(attack)).items.map(({ content_html }) => content_html)).toContain(
      newest?.content?.value,
    );
    const names = elementsOf(newest?.content?.value ?? '').map(({ name }) => name);
    expect(names.filter((name) => /script|style|iframe|svg|form/.test(name))).toEqual([]);
  });
});
