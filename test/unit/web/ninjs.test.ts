import { describe, expect, it } from 'vitest';
import { toArticle } from '../../../src/web/article.ts';
import { ninjs } from '../../../src/web/ninjs.ts';
import { attacks, hostileEntries, hostileStory, publicUrl } from '../../support/web/hostile.ts';
import { strikeArticle } from '../../support/web/strike.ts';
import { checkXml, ninjsShape } from '../../support/web/validators.ts';

const exported = (number: number) => {
  const article = strikeArticle();
  const entries = article.entries.filter((entry) => entry.number === number);
  return entries.map((entry) => ninjsShape.parse(JSON.parse(JSON.stringify(ninjs(entry, article)))))[0];
};

describe('an entry as ninjs', () => {
  it('has its text twice, its source, and who wrote it', () => {
    expect(exported(7)).toMatchObject({
      uri: `${publicUrl}/s/lindhavn-ferries/7`,
      version: '1',
      versioncreated: '2026-02-26T13:09:00+01:00',
      pubstatus: 'usable',
      urgency: 1,
      headline: 'Port chief: ferries stay in port',
      byline: 'the Lindhavn Desk',
      body_text: 'A second inspection.\n\n> “We will not guess,” she said.',
      body_xhtml:
        '<div><p dir="auto">A second inspection.</p><blockquote dir="auto"><p dir="auto">“We will not guess,” she said.</p></blockquote></div>',
      infosource: [{ name: 'Lindhavn harbour authority' }],
      altids: { dateline: 'lindhavn-ferries/7' },
    });
  });

  it('counts its revisions and says what was corrected', () => {
    expect(exported(5)).toMatchObject({
      version: '2',
      versioncreated: '2026-02-26T14:14:00+01:00',
      ednote: 'Corrected 2:14 p.m.: an earlier version said 400 pilots.',
    });
  });

  it('has its picture as an object beside it', () => {
    expect(exported(4)?.associations?.picture).toEqual({
      uri: `${publicUrl}/s/lindhavn-ferries/media/ship`,
      type: 'picture',
      byline: 'Navy',
      renditions: { main: { href: `${publicUrl}/s/lindhavn-ferries/media/ship`, mimetype: 'image/png' } },
    });
  });

  it.each([
    [8, 'withheld', /^On hold \(1:35 p\.m\. Oslo time\)/],
    [6, 'canceled', /^Withdrawn .* Reason: the quoted statement was not made\.$/],
  ])('of a notice, %i, is %s and has no text', (number, pubstatus, ednote) => {
    const item = exported(number);
    expect(item).toMatchObject({ pubstatus, ednote: expect.stringMatching(ednote) });
    expect(Object.keys(item ?? {})).not.toEqual(expect.arrayContaining(['headline']));
    expect(item?.body_text ?? item?.body_xhtml ?? item?.associations).toBeUndefined();
  });

  it.each(attacks)('is well-formed with %j in every field', (attack) => {
    const address = 'javascript:alert(1)';
    const article = toArticle(hostileStory(attack, address), hostileEntries(attack, address), publicUrl);
    for (const entry of article.entries) {
      const { body_xhtml: body = '<div/>' } = ninjsShape.parse(
        JSON.parse(JSON.stringify(ninjs(entry, article))),
      );
      checkXml(body);
      expect(body).not.toMatch(/<(script|img|style)|href="javascript/);
    }
  });
});
