import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createRecent } from '../../../src/domain/recent.ts';
import { createRendered, encodingFor, isKnown } from '../../../src/web/rendered.ts';
import { parseEntryFile, parseStoryName } from '../../../src/web/story-address.ts';

describe('what is made once', () => {
  const text = 'Ferries stay in port. '.repeat(200);

  it('is packed once in each way, and unpacks to itself', async () => {
    const page = createRendered(text, 'text/plain');
    const [plain, zipped, brotli] = await Promise.all([
      page.bytes('identity'),
      page.bytes('gzip'),
      page.bytes('br'),
    ]);
    expect([plain, gunzipSync(zipped), brotliDecompressSync(brotli)].map(String)).toEqual([text, text, text]);
    expect(await page.bytes('br')).toBe(brotli);
    expect(zipped.length).toBeLessThan(plain.length);
  });

  it('has a tag by its text alone', () => {
    expect(createRendered(text, 'a').etag).toBe(createRendered(text, 'b').etag);
    expect(createRendered(text, 'a').etag).not.toBe(createRendered(`${text}.`, 'a').etag);
    expect(createRendered(text, 'a').etag).toMatch(/^W\/"[\w-]{22}"$/);
  });
});

describe('the packing', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['br;q=0.000, gzip; q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['br;q=0, *', 'gzip'],
    ['deflate', 'identity'],
    ['brr, xgzip', 'identity'],
  ])('for %j is %s', (header, encoding) => {
    expect(encodingFor(header)).toBe(encoding);
  });

  it('is none for what is small', () => {
    expect(encodingFor('br', 999)).toBe('identity');
  });
});

describe('a reader', () => {
  it.each([
    [undefined, false],
    ['W/"abc"', true],
    ['"abc"', true],
    ['"x", W/"abc"', true],
    ['*', true],
    ['W/"abcd"', false],
    ['abc', false],
  ])('who sends %j has it: %s', (header, known) => {
    expect(isKnown(header, 'W/"abc"')).toBe(known);
  });
});

describe('addresses', () => {
  it.each([
    ['lindhavn-ferries', { slug: 'lindhavn-ferries', form: 'html' }],
    ['a.atom', { slug: 'a', form: 'atom' }],
    ['a.json', { slug: 'a', form: 'json' }],
    ['a.md', { slug: 'a', form: 'md' }],
    ['a.php', undefined],
    ['A', undefined],
    ['-a', undefined],
    ['a.atom.atom', undefined],
    ['', undefined],
    ['a\n', undefined],
    ['x'.repeat(41), undefined],
  ])('of a story: %j', (name, parsed) => {
    expect(parseStoryName(name)).toEqual(parsed);
  });

  it.each([
    ['17', { number: 17, form: 'html' }],
    ['17.ninjs.json', { number: 17, form: 'ninjs' }],
    ['0', undefined],
    ['017', undefined],
    ['1e3', undefined],
    ['-1', undefined],
    ['17.json', undefined],
    ['1234567890', undefined],
  ])('of an entry: %j', (name, parsed) => {
    expect(parseEntryFile(name)).toEqual(parsed);
  });
});

describe('what was used last', () => {
  it('stays, and what was used longest ago goes', () => {
    const recent = createRecent<string>(2);
    recent.set('a', '1');
    recent.set('b', '2');
    recent.get('a');
    recent.set('c', '3');
    expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual(['1', undefined, '3']);
  });

  it('is weighed, counts what replaces once, and takes nothing that is too heavy', () => {
    const recent = createRecent<string>(10, (value) => value.length);
    recent.set('a', '12345');
    recent.set('a', '1234567');
    recent.set('b', '123');
    expect(['a', 'b'].map((key) => recent.get(key))).toEqual(['1234567', '123']);
    recent.set('c', '1'.repeat(11));
    expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual(['1234567', '123', undefined]);
    recent.set('b', '1234');
    expect(['a', 'b'].map((key) => recent.get(key))).toEqual([undefined, '1234']);
  });
});
