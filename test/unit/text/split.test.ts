import { describe, expect, it } from 'vitest';
import {
  code,
  heading,
  link,
  list,
  paragraph,
  quote,
  readerClock,
  strong,
} from '../../../src/domain/text/build.ts';
import { cleanText } from '../../../src/domain/text/clean-text.ts';
import { type Line, lineText, toLines } from '../../../src/domain/text/lines.ts';
import { parseMarkdown } from '../../../src/domain/text/markdown.ts';
import type { RichText } from '../../../src/domain/text/rich-text.ts';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import { splitLines } from '../../../src/platforms/split.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';

/** A platform whose messages hold so many characters of visible text, beside the 13 that the longest mark takes. */
function split(content: RichText, characters: number): readonly (readonly string[])[] {
  const size = (lines: readonly Line[]) =>
    lines.map((line) => lineText(line).length).reduce((a, b) => a + b, 0);
  const limit = characters + '(9999/9999)'.length;
  return splitLines(toLines(content), { load: (lines) => size(lines) / limit }).map((part) =>
    part.map(lineText),
  );
}

describe('splitting', () => {
  it('leaves whole what fits', () => {
    expect(split([paragraph('One.'), paragraph('Two.')], 20)).toEqual([['One.', 'Two.']]);
  });

  it('ends a part between blocks once it is half full', () => {
    const [first, second] = ['a'.repeat(15), 'b '.repeat(12).trim()];
    expect(split([paragraph(first), paragraph(second)], 25)).toEqual([
      [first, '(1/2)'],
      [second, '(2/2)'],
    ]);
  });

  it('cuts a block after a sentence, else after a word, else after a grapheme', () => {
    expect(split([paragraph('One is here. Two is there, far away.')], 24)).toEqual([
      ['One is here.', '(1/2)'],
      ['Two is there, far away.', '(2/2)'],
    ]);
    expect(split([paragraph('one two three four five six')], 12)[0]).toEqual(['one two', '(1/3)']);
    const family = '👨‍👩‍👧‍👦';
    expect(split([paragraph(family.repeat(4))], 23)).toEqual([
      [family.repeat(2), '(1/2)'],
      [family.repeat(2), '(2/2)'],
    ]);
  });

  it('keeps a heading with what it heads', () => {
    const parts = split([paragraph('a'.repeat(20)), heading(3, 'Heading'), paragraph('b'.repeat(25))], 32);
    expect(parts).toEqual([
      ['a'.repeat(20), '(1/2)'],
      ['Heading', 'b'.repeat(25), '(2/2)'],
    ]);
  });

  it('takes the start of a long block along rather than leave a heading alone', () => {
    const [first] = split([heading(3, 'Heading'), paragraph('word '.repeat(20))], 40);
    expect(first).toEqual(['Heading', 'word word word word word word', '(1/3)']);
  });

  it('does not cut links, addresses and inline code', () => {
    const label = 'a label of words';
    expect(split([paragraph('before ', link(label, 'https://example.org/'), ' after it all')], 17)).toEqual([
      ['before', '(1/3)'],
      [label, '(2/3)'],
      ['after it all', '(3/3)'],
    ]);
    expect(split([paragraph('before that ', code('a b c d e f g'), ' after')], 14)[1]?.[0]).toMatch(
      /^a b c d e f g/,
    );
  });

  it('cuts even a link that is longer than any part', () => {
    const parts = renderDiscord([paragraph(link('word '.repeat(600), 'https://example.org/'))]);
    expect(parts.map((part) => part.text.includes('](<https://example.org/>)'))).toEqual([true, true]);
  });
});

describe('splitting on the platforms', () => {
  it('closes formatting and opens it again', () => {
    const parts = renderDiscord([quote(paragraph(strong('word '.repeat(500))))]);
    expect(parts.map(({ text }) => /^> \*\*word( word)+\*\*\n-# \(\d\/2\)$/.test(text))).toEqual([
      true,
      true,
    ]);
  });

  it('goes on with a list without a second marker', () => {
    const [first, second] = renderTelegram([list([['One two. '.repeat(600)], ['last']])]);
    expect(first?.text.startsWith('• One')).toBe(true);
    expect(second?.text).toMatch(/^One two\.[^•]*\n• last\n\n\(2\/2\)$/);
  });

  it('cuts code between rows, in fences of its own', () => {
    const rows = Array.from({ length: 300 }, (_, i) => `  row ${i}`).join('\n');
    const parts = renderDiscord([{ type: 'code-block', value: rows, language: 'txt' }]);
    const inside = parts.map(({ text }) => /^```txt\n([\s\S]*)\n```\n\n-# \(\d\/\d\)$/.exec(text)?.[1]);
    expect(inside.join('\n')).toBe(rows);
  });

  it.each([
    ['a paragraph of 6,000 characters', 'Lorem ipsum. '.repeat(462)],
    ['one word of 6,000 characters', 'x'.repeat(6_000)],
    ['unbalanced backticks', 'a ` b `` c ``` '.repeat(300)],
    ['families at every boundary', '👨‍👩‍👧‍👦'.repeat(600)],
    ['right-to-left text', 'שלום עולם. مرحبا. '.repeat(300)],
    ['mentions', '@everyone @here <@1> '.repeat(250)],
    ['one grapheme of 6,000 units', `e${'\u0301'.repeat(6_000)}`],
    ['an address of 3,000 characters', `https://example.org/${'a_'.repeat(1_500)}`],
  ])('splits %s within the limits', (_, markdown) => {
    const content = parseMarkdown(markdown);
    expect(Math.max(...renderDiscord(content).map((part) => part.text.length))).toBeLessThanOrEqual(2_000);
    expect(Math.max(...renderTelegram(content).map((part) => part.text.length))).toBeLessThanOrEqual(4_096);
  });

  it('keeps a clock whole, with its dot', () => {
    const clock = readerClock(1_772_107_740_000, { told: '1:09 p.m. Oslo time' });
    const content = [paragraph('word '.repeat(814), 'and', clock, ' more words'.repeat(9))];
    const [first, second] = renderTelegram(content, {}, { localTimes: true });
    expect(first?.text).toMatch(/word\n\(1\/2\)$/);
    expect(second?.text).toMatch(/^and · 1:09 p\.m\. Oslo time more words/);
  });

  it('never cuts inside an emoji', () => {
    const family = '👨‍👩‍👧‍👦';
    const parts = renderTelegram(parseMarkdown(family.repeat(600)));
    const text = parts
      .map((part) => part.text.replace(/\n\(\d\/\d\)$/, ''))
      .map((part) => part.replaceAll(family, ''));
    expect(text.join('')).toBe('');
    expect(cleanText(family)).toBe(family);
  });
});
