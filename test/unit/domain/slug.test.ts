import { describe, expect, it } from 'vitest';
import { isSlug, slugFrom } from '../../../src/domain/slug.ts';

describe('slugFrom', () => {
  it.each([
    ['Lindhavn ferry strike', 'lindhavn-ferry-strike'],
    ['Pilots: “no” to 2nd offer!', 'pilots-no-to-2nd-offer'],
    ["People's assembly – Ferry’s fate", 'peoples-assembly-ferrys-fate'],
    ['Ærøskøbing: Smørrebrød på Østerbro', 'aeroskobing-smorrebrod-pa-osterbro'],
    ['Crème brûlée à São Paulo', 'creme-brulee-a-sao-paulo'],
    ['Łódź, İstanbul and Straße', 'lodz-istanbul-and-strasse'],
    ['ﬁve ships', 'five-ships'],
    ['Наводнение in Perm', 'in-perm'],
  ])('%s → %s', (headline, slug) => {
    expect(slugFrom(headline)).toBe(slug);
  });

  it('has none to suggest where no Latin letter or digit is left', () => {
    expect(slugFrom('Наводнение')).toBeUndefined();
    expect(slugFrom(' – ')).toBeUndefined();
  });

  it('ends after the last word that fits into 40 characters, though a later word would fit', () => {
    const headline = 'Harbour authority inspects the breakwaterworks a third time';
    expect(slugFrom(headline)).toBe('harbour-authority-inspects-the');
  });

  it('keeps a slug of exactly 40 characters and cuts a single endless word', () => {
    expect(slugFrom('a'.repeat(34) + ' ferry')).toBe(`${'a'.repeat(34)}-ferry`);
    expect(slugFrom('a'.repeat(50))).toBe('a'.repeat(40));
  });
});

describe('isSlug', () => {
  it.each(['lindhavn-ferries', 'a', '2026', 'a'.repeat(40)])('takes %s', (slug) => {
    expect(isSlug(slug)).toBe(true);
  });

  it.each(['', '-a', 'a-', 'a--b', 'Lindhavn', 'a b', 'a_b', 'å', 'a/1', 'a'.repeat(41)])(
    'refuses “%s”',
    (slug) => {
      expect(isSlug(slug)).toBe(false);
    },
  );
});
