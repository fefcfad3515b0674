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
} from '../../../src/domain/text/build.ts';
import type { Block, Inline, RichText } from '../../../src/domain/text/rich-text.ts';
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

  it('moves a list in by the width of the marker above it, from which Discord tells where it belongs', () => {
    const deep = orderedList([['c']]);
    const inner: Block = {
      type: 'list',
      ordered: true,
      start: 9,
      items: [[paragraph('b')], [paragraph('b'), deep]],
    };
    const outer: Block = { type: 'list', ordered: true, start: 1, items: [[paragraph('a'), inner]] };
    expect(only([outer])).toBe('1. a\n   9. b\n   10. b\n       1. c');
  });

  it('writes as text what Discord would number otherwise', () => {
    expect(only([orderedList([['a'], ['b']], 0)])).toBe('0\\. a\n1. b');
    const lists = [orderedList([['b']]), orderedList([['c']]), list([['d']])];
    const item = [paragraph('a'), ...lists];
    expect(only([{ type: 'list', ordered: false, start: 1, items: [item] }])).toBe(
      '- a\n  1. b\n  1\\. c\n  - d',
    );
  });

  it('moves what goes on of a list after a blank line out to the edge', () => {
    const inner: Block = {
      type: 'list',
      ordered: true,
      start: 1,
      items: [[paragraph('b')], [codeBlock('c')], [paragraph('d')]],
    };
    const outer: Block = {
      type: 'list',
      ordered: false,
      start: 1,
      items: [[paragraph('a'), inner], [paragraph('e')]],
    };
    expect(only([outer])).toBe('- a\n  1. b\n  2\\.\n\n```\nc\n```\n\n3. d\n• e');
  });

  it('writes a subheading in bold', () => {
    expect(only([heading(3, 'a'), heading(4, 'b'), paragraph('c')])).toBe('### a\n**b**\nc');
  });

  it('keeps number signs at the ends of headings, and signs of small print', () => {
    expect(only([heading(3, '#Lindhavn in C#')])).toBe('### \\#Lindhavn in C#\u200b');
    expect(only([small('-#a')])).toBe('-# \\-#a');
    expect(only([small('a', lineBreak(), lineBreak(), 'b')])).toBe('-# a\n\n-# b');
  });

  it('has small print right under a quote, as under a paragraph', () => {
    expect(only([quote(paragraph('a')), small('b')])).toBe('> a\n-# b');
    expect(only([paragraph('a'), small('b')])).toBe('a\n-# b');
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

  it('ends what is struck through after a tilde of its own', () => {
    expect(inline(strike('a~'))).toBe('~~a\\~\u200b~~');
  });

  it('begins again after the white space where a link cuts it', () => {
    const url = 'https://example.org/';
    expect(inline(emphasis('a ', link('b', url)), link(' c', url))).toBe(
      '*a [b](<https://example.org/>)* [c](<https://example.org/>)',
    );
  });

  it('leaves out stars around an address that has one', () => {
    expect(inline(strong('see https://example.org/a*b now'))).toBe(
      '**see** <https://example.org/a*b> **now**',
    );
    expect(inline(spoiler(link('https://e.org/a||b', 'https://e.org/a||b')))).toBe(
      '||<https://e.org/a%7C%7Cb>||',
    );
    expect(inline(spoiler(link('https://e.org/a|b', 'https://e.org/a|b')))).toBe('||<https://e.org/a|b>||');
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
    expect(inline(link('a b', 'https://example.org/(x)'))).toBe('[a b](<https://example.org/%28x%29>)');
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

  it.each([
    ['https://bank.example', 'https\\://bank.example'],
    ['discord.gg/x', 'discord.gg/x'],
    ['*stars*', '\\*stars\\*'],
    ['a_b_c', 'a\\_b\\_c'],
    ['C:\\news', 'C:\\\\news'],
    ['Live 🔴', 'Live 🔴'],
    ['<@1>', '\\<@1>'],
    [':smile:', '\\:smile:'],
    ['@here', '@\u200bhere'],
    ['a ] b', 'a \\] b'],
    ['a [[b]]', 'a \\[\\[b\\]\\]'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
  ])(
    'shows the address after %s: Discord would not take it as a label, or take signs out of it',
    (label, shown) => {
      expect(inline(link(label, 'https://example.org/'))).toBe(`${shown} (<https://example.org/>)`);
    },
  );

  it('keeps formatting in a label, but where one begins as another one ends the address comes after', () => {
    const url = 'https://example.org/';
    const label = (...children: readonly Inline[]): Inline => ({ type: 'link', url, children });
    expect(inline(label(strong('a'), { type: 'text', value: ' b' }))).toBe(`[**a** b](<${url}>)`);
    expect(inline(label(strong('a'), emphasis('b')))).toBe(`**a**\u200b*b* (<${url}>)`);
  });

  it('writes labels without escapes, which Discord would show', () => {
    expect(inline(link('Ships: 3*4 [live] a_b - 10:30 | c', 'https://example.org/'))).toBe(
      '[Ships: 3*4 [live] a_b - 10:30 | c](<https://example.org/>)',
    );
    expect(inline(link('10\u00a0km', 'https://example.org/'))).toBe('[10 km](<https://example.org/>)');
  });

  it('lets nothing after a link end its label once more', () => {
    expect(inline(link('a', 'https://example.org/'), ' b](c) ', code('d](e)'))).toBe(
      '[a](<https://example.org/>) b\\]\\(c) `d]\u200b(e)`',
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
    ['[a](b)', '\\[a\\]\\(b)'],
    [':smile: at 10:30:45', '\\:smile: at 10:30:45'],
    [':+1: :-1: :100: :piñata:', '\\:+1: \\:-1: \\:100: \\:piñata:'],
    ['seehttps://', 'seehttps\\://'],
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
