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
  readerClock,
  small,
  spoiler,
  strike,
  strong,
} from '../../../src/domain/build.ts';
import type { Inline, RichText } from '../../../src/domain/rich-text.ts';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';

function only(content: RichText, linkPreview?: string): string {
  const parts = renderDiscord(content, linkPreview === undefined ? {} : { linkPreview });
  expect(parts.length).toBe(1);
  return parts[0]?.text ?? '';
}

const inline = (...pieces: readonly (Inline | string)[]) => only([paragraph(...pieces)]);

describe('an entry on Discord', () => {
  it('is a heading, paragraphs, a quote, a related link and small print', () => {
    const text = only([
      heading(3, 'Port chief: ferries will not sail before Friday', '(1:09 p.m. Oslo time)'),
      paragraph('The harbour authority said so.'),
      quote(paragraph('“We will not guess,” Ingrid Vale said.')),
      paragraph('Related: ', link('Why the breakwater failed', 'https://example.org/breakwater')),
      small('Source: Lindhavn harbour authority · Lindhavn ferry strike #7', readerClock(1_772_107_740_999)),
    ]);
    expect(text).toBe(
      [
        '### Port chief: ferries will not sail before Friday (1:09 p.m. Oslo time)',
        'The harbour authority said so.',
        '',
        '> “We will not guess,” Ingrid Vale said.',
        '',
        'Related: [Why the breakwater failed](<https://example.org/breakwater>)',
        '-# Source: Lindhavn harbour authority · Lindhavn ferry strike #7 · <t:1772107740:t> your time',
      ].join('\n'),
    );
  });
});

describe('blocks on Discord', () => {
  it('puts a list right under its heading and numbers from where it starts', () => {
    expect(only([heading(2, 'Key developments'), list([['one'], ['two']])])).toBe(
      '## Key developments\n- one\n- two',
    );
    expect(only([orderedList([['c'], ['d']], 3)])).toBe('3. c\n4. d');
  });

  it('indents lists in lists and the further lines of an item', () => {
    const items = [[paragraph('a', lineBreak(), 'b'), list([['c']])], [paragraph('d')]];
    expect(only([{ type: 'list', ordered: false, start: 1, items }])).toBe('- a\n  b\n  - c\n- d');
  });

  it('signs each line of a quote and of small print', () => {
    expect(only([quote(paragraph('a', lineBreak(), 'b'), list([['c']]))])).toBe('> a\n> b\n> \n> - c');
    expect(only([small('a', lineBreak(), 'b')])).toBe('-# a\n-# b');
  });

  it('keeps code as it is, but for three backticks in a row', () => {
    expect(only([codeBlock('const *a* = 1;\n  b', 'js')])).toBe('```js\nconst *a* = 1;\n  b\n```');
    expect(only([codeBlock('a ``` b')])).toBe('```\na ``\u200b` b\n```');
    expect(only([quote(codeBlock('a\nb'))])).toBe('> ```\n> a\n> b\n> ```');
  });
});

describe('formatting on Discord', () => {
  it('nests as it was nested', () => {
    expect(inline(strong('a ', emphasis('b'), ' c'), ' ', strike('d'), ' ', spoiler('e'))).toBe(
      '**a *b* c** ~~d~~ ||e||',
    );
    expect(inline(emphasis(strong('a'), ' b'))).toBe('***a** b*');
  });

  it('never starts or ends in white space or reaches over a line', () => {
    expect(inline('a', strong(' b '), 'c')).toBe('a **b** c');
    expect(inline(strong('a', lineBreak(), 'b'))).toBe('**a**\n**b**');
  });

  it('keeps neighbours apart that would be read as one', () => {
    expect(inline(emphasis('a'), strong('b'))).toBe('*a*\u200b**b**');
    expect(inline(spoiler('a|'))).toBe('||a\\|\u200b||');
  });

  it('writes code with the fence that its backticks need', () => {
    expect(inline(code('a*b'))).toBe('`a*b`');
    expect(inline(code('a`b'))).toBe('``a`b``');
    expect(inline(code('`a``'))).toBe('``\u200b`a`\u200b`\u200b``');
    expect(inline(strong('a ', code('b')))).toBe('**a** `b`');
  });
});

describe('links on Discord', () => {
  it('hides previews of links and of bare addresses, and leaves addresses whole', () => {
    expect(inline('See https://example.org/a_b_c*d.')).toBe('See <https://example.org/a_b_c*d>.');
    expect(inline(link('https://example.org/x', 'https://example.org/x'))).toBe('<https://example.org/x>');
    expect(inline(link('a_b', 'https://example.org/(x)'))).toBe('[a\\_b](<https://example.org/%28x%29>)');
  });

  it('lets only the first link unfold when previews are wanted', () => {
    const content = [paragraph(link('a', 'https://example.org/a'), ' ', link('b', 'https://example.org/b'))];
    expect(only(content, 'https://example.org/a')).toBe(
      '[a](https://example.org/a) [b](<https://example.org/b>)',
    );
    expect(only([paragraph('See https://example.org/a today')], 'https://example.org/a')).toBe(
      'See https://example.org/a today',
    );
  });

  it('shows the address after a label that Discord would not mask', () => {
    expect(inline(link('https://bank.example', 'https://example.org/'))).toBe(
      'https\\://bank.example (<https://example.org/>)',
    );
  });

  it('shows only the label of a link that is no web address', () => {
    expect(inline(link('a', 'javascript:alert(1)'))).toBe('a');
  });
});

describe('what Discord would read and the tree does not hold', () => {
  it.each([
    ['*a* _b_ ~~c~~ `d` ||e|| \\', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\| \\\\'],
    ['# a', '\\# a'],
    ['-# a', '\\-# a'],
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['12. a', '12\\. a'],
    ['> a', '\\> a'],
    ['>>> a', '\\>>> a'],
    ['#hashtag -5 1.5 a > b', '#hashtag -5 1.5 a > b'],
    ['<@1> <#2> <t:3:R> </cmd:4> <:e:5>', '\\<@1> \\<#2> \\<t:3:R> \\</cmd:4> \\<\\:e:5>'],
    ['[a](b)', '\\[a\\](b)'],
    [':smile: at 10:30:45', '\\:smile: at 10:30:45'],
    ['@everyone @here @someone', '@\u200beveryone @\u200bhere @someone'],
  ])('%s is escaped', (typed, sent) => {
    expect(inline(typed)).toBe(sent);
  });

  it('is escaped at the start of every line, item and quote', () => {
    expect(inline('a', lineBreak(), '# b')).toBe('a\n\\# b');
    expect(only([list([['# a']]), quote(paragraph('- b'))])).toBe('- \\# a\n\n> \\- b');
  });
});

describe('a picture on Discord', () => {
  it('goes with the first part, also without words', () => {
    const picture = { mediaId: 'm', mimeType: 'image/png' };
    const parts = renderDiscord([paragraph('word '.repeat(800))], { picture });
    expect(parts.map((part) => part.picture)).toEqual([picture, undefined, undefined]);
    expect(renderDiscord([], { picture })).toMatchObject([{ text: '', picture }]);
    expect(renderDiscord([])).toEqual([]);
  });
});
