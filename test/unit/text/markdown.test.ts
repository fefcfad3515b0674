import { describe, expect, it } from 'vitest';
import {
  code,
  codeBlock,
  emphasis,
  heading,
  lineBreak,
  link,
  list,
  orderedList,
  paragraph,
  quote,
  spoiler,
  strike,
  strong,
} from '../../../src/domain/text/build.ts';
import { cleanText } from '../../../src/domain/text/clean-text.ts';
import { parseMarkdown } from '../../../src/domain/text/markdown.ts';
import { plainText } from '../../../src/domain/text/plain-text.ts';

const shown = (markdown: string) => plainText(parseMarkdown(markdown));

describe('Markdown', () => {
  it('reads formatting within a line', () => {
    expect(parseMarkdown('**a** *b* ~~c~~ `d` [e](https://example.org)')).toEqual([
      paragraph(
        strong('a'),
        ' ',
        emphasis('b'),
        ' ',
        strike('c'),
        ' ',
        code('d'),
        ' ',
        link('e', 'https://example.org'),
      ),
    ]);
  });

  it('makes subheadings of headings of any level: none is larger than an entry’s headline', () => {
    const levels = ['# a', '## a', '### a', '#### a', '##### a', '###### a'];
    expect(levels.flatMap((markdown) => parseMarkdown(markdown))).toEqual(levels.map(() => heading(4, 'a')));
  });

  it('reads blocks, and line ends as line breaks', () => {
    expect(parseMarkdown('#### a\r\n\r\nb\r\nc\r\n\r\n- d\r\n\r\n> e')).toEqual([
      heading(4, 'a'),
      paragraph('b', lineBreak(), 'c'),
      list([['d']]),
      quote(paragraph('e')),
    ]);
  });

  it.each([
    ['> “We wait.”\nThe chief left.', [quote(paragraph('“We wait.”')), paragraph('The chief left.')]],
    ['> a\n> b\n\nc', [quote(paragraph('a', lineBreak(), 'b')), paragraph('c')]],
    ['```\n> a\nb\n```', [codeBlock('> a\nb')]],
    ['~~~\n```\n> a\nb\n~~~\n> c\nd', [codeBlock('```\n> a\nb'), quote(paragraph('c')), paragraph('d')]],
    ['> ```\n> a\nb', [quote(codeBlock('a')), paragraph('b')]],
  ])('ends a quote with the last line that has its sign: %j', (markdown, blocks) => {
    expect(parseMarkdown(markdown)).toEqual(blocks);
  });

  it('strikes through between two tildes on each side alone: “20~30” and “30~40” are numbers', () => {
    expect(parseMarkdown('20~30 or 30~40, ~~50~~')).toEqual([paragraph('20~30 or 30~40, ', strike('50'))]);
  });

  it('reads spoilers, also around other formatting, and leaves single pipes alone', () => {
    expect(parseMarkdown('||a *b*|| || c')).toEqual([
      paragraph(spoiler('a ', emphasis('b')), ' ', '||', ' c'),
    ]);
    expect(shown('a \\|| b `||c||` d|e')).toBe('a || b ||c|| d|e');
    expect(parseMarkdown('a || b || c')).toEqual([paragraph('a ', '||', ' b ', '||', ' c')]);
  });

  it('ends a spoiler after a bare address', () => {
    expect(parseMarkdown('||https://example.org/||.')).toEqual([
      paragraph(spoiler(link('https://example.org/', 'https://example.org/')), '.'),
    ]);
  });

  it('keeps the numbers that an editor gave, but counts on where all are the same', () => {
    expect(shown('1. a\n1. b\n1. c')).toBe('1. a\n2. b\n3. c');
    expect(parseMarkdown('1. a\n2. b\n\n1986. c')).toEqual([
      orderedList([['a'], ['b']]),
      orderedList([['c']], 1986),
    ]);
  });

  it('reads code blocks, and a fence followed by words as what it fences', () => {
    expect(parseMarkdown('```js\na\n```')).toEqual([codeBlock('a', 'js')]);
    expect(parseMarkdown('```Breaking news\na\n```')).toEqual([codeBlock('Breaking news\na')]);
  });

  it('aligns tables in monospace', () => {
    expect(shown('| Port | Ships |\n|:--|--:|\n| Oslo | 12 |\n| 東京 | 3 |')).toBe(
      ['Port  Ships', '----  -----', 'Oslo     12', '東京      3'].join('\n'),
    );
  });

  it('shows task lists as lists, and footnotes as text', () => {
    expect(shown('- [x] a\n- [ ] b')).toBe('• [x] a\n• [ ] b');
    expect(shown('a[^1]\n\n[^1]: b')).toBe('a[1]\n\n[1] b');
  });

  it('makes links of images, and shows addresses that no platform links', () => {
    expect(parseMarkdown('![a map](https://example.org/m.png)')).toEqual([
      paragraph(link('a map', 'https://example.org/m.png')),
    ]);
    expect(shown('[a](/b) <mailto:c@example.org> www.example.org')).toBe(
      'a (/b) mailto:c@example.org www.example.org',
    );
  });
});

describe('what an editor typed and Markdown would swallow', () => {
  it.each([
    ['<b>a</b>\n\n<!-- c -->', '<b>a</b>\n\n<!-- c -->'],
    ['[Note]: unused', '[Note]: unused'],
    ['1986.', '1986.'],
    ['#', '#'],
    ['>', '>'],
    ['a\n-', 'a\n-'],
    ['    a', 'a'],
    ['![]()', '![]()'],
    ['```\n```', '```\n```'],
  ])('%j stays visible', (typed, expected) => {
    expect(shown(typed)).toBe(expected);
  });

  it('stays visible however deeply it is nested', () => {
    expect(shown(`${'> '.repeat(500)}deep`)).toContain('deep');
    expect(shown(`${'- '.repeat(300)}deep`)).toContain('deep');
    expect(shown(`${'**a '.repeat(300)}deep${'**'.repeat(300)}`)).toContain('deep');
  });
});

describe('text that nobody sees', () => {
  it.each([
    ['\u202egnp.exe\u2066', 'gnp.exe'],
    ['a\u200bb\ufeffc\u00ad', 'abc'],
    ['👩‍🚀 \u200d', '👩‍🚀 '],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿 a\u{e0041}', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 a'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['\ud800a\u0000', '\ufffda'],
    ['\u200eשלום\u200f', '\u200eשלום\u200f'],
  ])('is taken out of %j and nothing else is', (typed, expected) => {
    expect(cleanText(typed)).toBe(expected);
  });

  it('does not come back as a character reference', () => {
    expect(plainText(parseMarkdown('a&#8238;b&#x200b;c'))).toBe('abc');
  });
});
