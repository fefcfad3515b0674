import { describe, expect, it } from 'vitest';
import {
  code,
  codeBlock,
  emphasis,
  heading,
  link,
  list,
  paragraph,
  quote,
  readerClock,
  small,
  spoiler,
  strike,
  strong,
} from '../../../src/domain/text/build.ts';
import type { Inline, RichText } from '../../../src/domain/text/rich-text.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';
import { telegramShows } from '../../support/text/telegram-reader.ts';

const picture = { mediaId: 'm', mimeType: 'image/png' };

function only(content: RichText): string {
  const shown = renderTelegram(content).map(telegramShows);
  expect(shown.length).toBe(1);
  return shown[0] ?? '';
}

const inline = (...pieces: readonly (Inline | string)[]) => only([paragraph(...pieces)]);

describe('an entry on Telegram', () => {
  it('is a bold headline, paragraphs, a blockquote, a link and italic small print without a stamp', () => {
    const text = only([
      heading(3, 'Port chief: no ferries', '(1:09 p.m. Oslo time)'),
      paragraph('The harbour authority said so.'),
      quote(paragraph('“We will not guess.”')),
      paragraph('Related: ', link('Why it failed', 'https://example.org/b')),
      small('Source: Lindhavn · Ferry strike #7', readerClock(1_772_107_740_000)),
    ]);
    expect(text).toBe(
      [
        '<bold>Port chief: no ferries</bold> (1:09 p.m. Oslo time)',
        '',
        'The harbour authority said so.',
        '',
        '<blockquote>“We will not guess.”</blockquote>',
        '',
        'Related: <text_link https://example.org/b>Why it failed</text_link>',
        '<italic>Source: Lindhavn · Ferry strike #7</italic>',
      ].join('\n'),
    );
  });
});

describe('blocks on Telegram', () => {
  it('writes lists with bullets and numbers, two spaces further in for each list around', () => {
    const items = [[paragraph('a'), list([['b'], ['c']])], [paragraph('d')]];
    expect(only([{ type: 'list', ordered: true, start: 1, items }])).toBe('1. a\n  • b\n  • c\n2. d');
    expect(only([heading(2, 'Key developments'), list([['one']])])).toBe(
      '<bold>Key developments</bold>\n• one',
    );
  });

  it('makes one blockquote of a quote with quotes inside', () => {
    expect(only([quote(paragraph('a'), quote(paragraph('b'))), quote(paragraph('c'))])).toBe(
      '<blockquote>a\n\nb</blockquote>\n\n<blockquote>c</blockquote>',
    );
  });

  it('keeps code as it is', () => {
    expect(only([codeBlock('a *b*\n  ```', 'js')])).toBe('<pre js>a *b*\n  ```</pre>');
    expect(only([quote(codeBlock('a'))])).toBe('<blockquote><pre>a</pre></blockquote>');
  });
});

describe('formatting on Telegram', () => {
  it('nests, counts in UTF-16 units and leaves code alone', () => {
    expect(inline('👨‍👩‍👧 ', strong('a ', emphasis('b'), ' ', code('c')), strike('d'), spoiler('e'))).toBe(
      '👨‍👩‍👧 <bold>a <italic>b</italic></bold> <code>c</code><strikethrough>d</strikethrough><spoiler>e</spoiler>',
    );
  });

  it('never covers white space at its ends', () => {
    expect(inline('a', strong(' b '), 'c', emphasis(' '))).toBe('a <bold>b</bold> c');
  });

  it('cuts a style at the edge of a link that it does not hold', () => {
    const url = 'https://example.org/';
    expect(inline(link('a', url), strong(link('b', url), 'c'))).toBe(
      `<text_link ${url}>a<bold>b</bold></text_link><bold>c</bold>`,
    );
  });

  it('cuts until no two cross', () => {
    const url = 'https://example.org/';
    expect(inline(spoiler('a'), strong(link(spoiler('b'), url), link('c', url), 'd'))).toBe(
      `<spoiler>a</spoiler><text_link ${url}><spoiler><bold>b</bold></spoiler><bold>c</bold></text_link><bold>d</bold>`,
    );
  });

  it('covers no white space where a link cuts a style', () => {
    const url = 'https://example.org/';
    expect(inline(emphasis('a ', link('b', url)), link(' c', url))).toBe(
      `<italic>a</italic> <text_link ${url}><italic>b</italic> c</text_link>`,
    );
  });

  it('leaves out of a link the space before the same address in full, and before a line break', () => {
    const url = 'https://example.org/';
    expect(inline(link('a ', url), link(url, url))).toBe(`<text_link ${url}>a</text_link> ${url}`);
    expect(inline(link('a ', url), { type: 'break' }, link('b', url))).toBe(
      `<text_link ${url}>a</text_link>\n<text_link ${url}>b</text_link>`,
    );
  });

  it('leaves bare addresses and Markdown as plain text', () => {
    expect(inline('https://example.org/a_b and *c* @everyone')).toBe(
      'https://example.org/a_b and *c* @everyone',
    );
  });
});

describe('limits on Telegram', () => {
  it('starts a new part before the hundredth entity', () => {
    const words = Array.from({ length: 150 }, (_, i) => strong(`w${i}`)).flatMap((word) => [word, ' x. ']);
    const parts = renderTelegram([paragraph(...words)]);
    expect(parts.map((part) => part.entities.length)).toEqual([100, 52]);
  });

  it('captions a picture with the whole text where it fits', () => {
    const [first, ...more] = renderTelegram([paragraph('a'.repeat(1024))], { picture });
    expect(first).toMatchObject({ picture, text: 'a'.repeat(1024) });
    expect(more).toEqual([]);
  });

  it('captions a picture with the lines that fit whole where the text is longer', () => {
    const body = 'Some words here. '.repeat(60).trim();
    const parts = renderTelegram([heading(3, 'Headline'), paragraph('Lead.'), paragraph(body)], { picture });
    expect(parts.map(telegramShows)).toEqual([
      '<bold>Headline</bold>\n\nLead.\n<italic>(1/2)</italic>',
      `${body}\n<italic>(2/2)</italic>`,
    ]);
    expect(parts.map((part) => part.picture)).toEqual([picture, undefined]);
  });
});

describe('names with an @ on Telegram', () => {
  const shown = (content: RichText) => renderTelegram(content, {}, { quietNames: true })[0]?.text;

  it('are words in what is posted: they ring for nobody and lead to no stranger', () => {
    expect(shown([paragraph('@nasa said so, (@Ada_Lind) too')])).toBe(
      '@\u200bnasa said so, (@\u200bAda_Lind) too',
    );
    expect(shown([paragraph(strong('@nasa'))])).toBe('@\u200bnasa');
  });

  it('stay what they were in addresses, code and answers', () => {
    const content = [
      paragraph(
        'desk@example.org a @ b @, https://example.org/@nasa ',
        code('@nasa'),
        ' ',
        link('@nasa', 'https://example.org/'),
      ),
      codeBlock('@nasa'),
    ];
    expect(shown(content)).toBe('desk@example.org a @ b @, https://example.org/@nasa @nasa @nasa\n\n@nasa');
    expect(renderTelegram([paragraph('@nasa')])[0]?.text).toBe('@nasa');
  });
});
