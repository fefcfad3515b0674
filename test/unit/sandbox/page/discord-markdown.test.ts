import { describe, expect, it } from 'vitest';
import { readDiscordMarkdown } from '../../../../src/sandbox/page/discord-markdown.ts';
import { plainWords } from '../../../../src/sandbox/page/shown.ts';

const names: Readonly<Record<string, string>> = { '7': 'Ada Lind', '8': 'river-watch' };
const read = (markdown: string) => readDiscordMarkdown(markdown, (_, id) => names[id]);
const text = (words: string) => ({ kind: 'text', text: words });
const line = (...inner: readonly object[]) => ({ kind: 'line', inner });

describe('lines of Discord Markdown', () => {
  it.each([
    ['### River rises (9 a.m.)', [{ kind: 'heading', level: 3, inner: [text('River rises (9 a.m.)')] }]],
    ['# A', [{ kind: 'heading', level: 1, inner: [text('A')] }]],
    ['#no heading', [line(text('#no heading'))]],
    ['-# Source: police', [{ kind: 'subtext', inner: [text('Source: police')] }]],
    [
      '> One\n> two\nthree',
      [{ kind: 'quote', blocks: [line(text('One')), line(text('two'))] }, line(text('three'))],
    ],
    ['>>> One\n\ntwo', [{ kind: 'quote', blocks: [line(text('One')), line(), line(text('two'))] }]],
    [
      '- One\n  - two\n3. three',
      [
        {
          kind: 'list',
          items: [
            { depth: 0, marker: '•', inner: [text('One')] },
            { depth: 1, marker: '•', inner: [text('two')] },
            { depth: 0, marker: '3.', inner: [text('three')] },
          ],
        },
      ],
    ],
    [
      'a\n```\n**as it is**\n```\nb',
      [line(text('a')), { kind: 'code', text: '**as it is**' }, line(text('b'))],
    ],
    ['```ts\nlet a;\n```', [{ kind: 'code', text: 'let a;' }]],
  ])('%j', (markdown, blocks) => {
    expect(read(markdown)).toEqual(blocks);
  });
});

describe('formatting inside of a line', () => {
  it.each([
    ['**a**', { kind: 'bold', inner: [text('a')] }],
    ['*a*', { kind: 'italic', inner: [text('a')] }],
    ['_a_', { kind: 'italic', inner: [text('a')] }],
    ['__a__', { kind: 'underline', inner: [text('a')] }],
    ['~~a~~', { kind: 'strike', inner: [text('a')] }],
    ['||a||', { kind: 'spoiler', inner: [text('a')] }],
    ['***a***', { kind: 'bold', inner: [{ kind: 'italic', inner: [text('a')] }] }],
    ['**a *b***', { kind: 'bold', inner: [text('a '), { kind: 'italic', inner: [text('b')] }] }],
    [
      '*a **b** c*',
      { kind: 'italic', inner: [text('a '), { kind: 'bold', inner: [text('b')] }, text(' c')] },
    ],
    ['`/digest *x*`', { kind: 'code', text: '/digest *x*' }],
    ['``a`b``', { kind: 'code', text: 'a`b' }],
    ['[a \\[b\\]](<https://post.example/a>)', link('https://post.example/a', 'a ', '[', 'b', ']')],
    ['[a](https://post.example/a)', link('https://post.example/a', 'a')],
    ['<https://post.example/b>', link('https://post.example/b', 'https://post.example/b')],
    ['https://post.example/b', link('https://post.example/b', 'https://post.example/b')],
    ['<t:1772107740:R>', { kind: 'time', at: 1_772_107_740_000, style: 'R' }],
    ['<t:1772107740>', { kind: 'time', at: 1_772_107_740_000, style: 'f' }],
    ['<@7>', { kind: 'mention', text: '@Ada Lind' }],
    ['<#8>', { kind: 'mention', text: '#river-watch' }],
    ['<#9>', { kind: 'mention', text: '#unknown' }],
  ])('%j', (markdown, inline) => {
    expect(read(markdown)).toEqual([line(inline)]);
  });

  function link(address: string, ...words: readonly string[]) {
    return { kind: 'link', address, inner: words.map(text) };
  }

  it.each(['2 * 3 * 4', 'snake_case_name', '[a](javascript:alert(1))', '<t:now>', '<script>', '**', '``'])(
    '%j stays as it is',
    (words) => {
      expect(plainWords(read(words))).toBe(words);
      expect(read(words)[0]).toMatchObject({ inner: [{ kind: 'text' }] });
    },
  );

  it('takes an escaped sign as the sign', () => {
    expect(plainWords(read('2 \\* 3 \\_ 4 \\<5\\>'))).toBe('2 * 3 _ 4 <5>');
  });

  it('does not take the full stop after an address for a part of it', () => {
    expect(read('See https://post.example/b.')).toMatchObject([
      { inner: [text('See '), { kind: 'link', address: 'https://post.example/b' }, text('.')] },
    ]);
  });
});
