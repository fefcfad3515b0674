import fc from 'fast-check';
import type { Block, HeadingLevel, Inline, RichText } from '../../../src/domain/text/rich-text.ts';

/** A picture that a text may go with. */
export const picture = { mediaId: 'm1', mimeType: 'image/png' };

/** The host of all the addresses that links of random trees lead to; random text has none of it. */
export const linkHost = 'link.example';

/** What phones, keyboards, other chats and mischief put into text, and what parsers and platforms stumble over. */
const nasty = [
  ['@everyone', '@here', '<@123>', '<@&123>', '<#123>', '<t:1:R>', '</cmd:1>', '<:a:1>', ':smile:', ':+1:'],
  ['*', '**', '***', '_', '__', '~', '~~', '|', '||', '`', '``', '```', '\\', '\\\\'],
  ['[', ']', '](', '(x', ')', '<', '>', '!', '#', '##', '-', '+', '&', '"'],
  ['- ', '+ ', '* ', '1. ', '0. ', '7) ', '> ', '>>> ', '-# ', '# ', '### ', '---', '===', '| ', '|-|'],
  ['https://example.org/a_b*c(d)', 'http://', 'www.example.org', 'a@example.org', '<https://example.org/>'],
  ['<b>', '</b>', '<!-- x -->', '&amp;', '&#42;', '&lt;', '[^1]', '[x]: /y', '\\*'],
  ['👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '🇳🇴', '1️⃣', 'e\u0301', 'שלום', 'مرحبا', 'می\u200cخواهم', '漢字。'],
  ['\u202e', '\u2066', '\u200b', '\u200d', '\u200e', '\ufeff', '\ud800', '\u0000', '\u00a0', '\u3000'],
  ['\n', '\n', '\n\n', '\r\n', '\r', '\u2028', ' ', ' ', '  ', '    ', '\t'],
  [
    '“Quoted,”',
    '‘so’',
    '—',
    '…',
    'word',
    'two words',
    'Ends here. ',
    'A',
    '7',
    '¯\\_(ツ)_/¯',
    'a*b',
    'c_d_e',
  ],
].flat();

/** Any characters at all, and halves of some. */
const anyCharacters = fc
  .array(fc.oneof(fc.nat({ max: 0xffff }), fc.nat({ max: 0x10_ffff })), { maxLength: 6 })
  .map((codePoints) => String.fromCodePoint(...codePoints));

const piece = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: anyCharacters },
);

/** Strings made of everything that could confuse a parser or a platform. */
const nastyText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

/** What editors type and what they do not, as Markdown, from nothing to many messages long. */
export const nastyMarkdown = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 10, arbitrary: fc.constantFrom(...nasty) },
        {
          weight: 2,
          arbitrary: fc.constantFrom(`[a b](https://${linkHost}/x)`, `![c](https://${linkHost}/y)`),
        },
        { weight: 1, arbitrary: anyCharacters },
      ),
      { maxLength: 24 },
    ),
    fc.nat({ max: 299 }),
  )
  .map(([pieces, often]) => pieces.join('').repeat(often < 6 ? 10 + often * 8 : 1));

const signs = [
  [
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```',
    '> ',
    '- ',
    '# ',
    '||',
    '|',
    '\\',
    '<',
    '>',
    '!',
    '[',
    ']',
    '---',
    '===',
    '|-|',
  ],
  [
    '\n',
    '\n',
    '\n\n',
    ' ',
    '    ',
    '\t',
    '“',
    '”',
    'AB',
    'Cd',
    'Ef.',
    'é',
    'שלום',
    '漢字',
    '👍🏽',
    'می\u200cخواهم',
  ],
].flat();

/** Words and signs of which Markdown takes none away: no address, no reference to a character, no number of a list. */
export const markdownOfWords = fc
  .array(fc.constantFrom(...signs), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

const flow = 'Lorem ipsum dolor sit amet. ';
const text = fc.tuple(nastyText, fc.nat({ max: 1_999 })).map(([value, often]): Inline => {
  return { type: 'text', value: value + (often < 6 ? flow.repeat(20 * (often + 1)) : '') };
});

const links = [
  [`https://${linkHost}/(x)`, 'label'],
  [`https://${linkHost}/a*b_c~d|e`, 'two words'],
  [`https://${linkHost}/`, 'a *label*'],
  [`https://${linkHost}/1`, 'b_c'],
  [`https://${linkHost}/2`, '[square] and ]['],
  [`https://${linkHost}/3`, 'Live 🔴'],
  [`https://${linkHost}/4`, '\\'],
  [`https://${linkHost}/5`, ' '],
  ['javascript:alert(1)', 'no web address'],
] as const;

const tree = fc.letrec<{ inline: Inline; block: Block }>((tie) => {
  const children = fc.array(tie('inline'), { maxLength: 4, depthIdentifier: 'inline' });
  const blocks = fc.array(tie('block'), { maxLength: 3, depthIdentifier: 'block' });
  const mark = fc.constantFrom('strong' as const, 'emphasis' as const, 'strike' as const, 'spoiler' as const);
  const level = fc.constantFrom<HeadingLevel>(1, 2, 3, 4);
  return {
    inline: fc.oneof(
      { depthSize: 'small', depthIdentifier: 'inline' },
      text,
      nastyText.map((value): Inline => ({ type: 'code', value })),
      fc.constantFrom<Inline>(
        { type: 'break' },
        { type: 'reader-clock', at: 1_772_107_740_000, told: '1:09 p.m. Oslo time' },
      ),
      fc.constantFrom(...links).map(([url, value]): Inline => {
        return { type: 'link', url, children: [{ type: 'text', value }] };
      }),
      fc.tuple(mark, children).map(([type, inside]): Inline => ({ type, children: inside })),
      children.map((inside): Inline => ({ type: 'link', url: `https://${linkHost}/n`, children: inside })),
    ),
    block: fc.oneof(
      { depthSize: 'small', depthIdentifier: 'block' },
      children.map((inside): Block => ({ type: 'paragraph', children: inside })),
      children.map((inside): Block => ({ type: 'small', children: inside })),
      fc.tuple(level, children, children).map(([size, inside, suffix]): Block => {
        return { type: 'heading', level: size, children: inside, suffix };
      }),
      nastyText.map((value): Block => ({ type: 'code-block', value, language: 'js' })),
      fc.constant<Block>({ type: 'rule' }),
      blocks.map((inside): Block => ({ type: 'quote', children: inside })),
      fc
        .tuple(fc.boolean(), fc.nat({ max: 2_000 }), fc.array(blocks, { maxLength: 3 }))
        .map(([ordered, start, items]): Block => ({ type: 'list', ordered, start, items })),
    ),
  };
});

/** Random trees of every kind of node: most fit into one message, some take several, some are all formatting. */
export const richText: fc.Arbitrary<RichText> = fc
  .tuple(fc.array(tree.block, { minLength: 1, maxLength: 4 }), fc.nat({ max: 249 }))
  .map(([blocks, often]) => Array.from({ length: often === 0 ? 24 : 1 }, () => blocks).flat());
