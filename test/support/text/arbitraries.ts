import fc from 'fast-check';
import type { Block, Inline, RichText } from '../../../src/domain/rich-text.ts';

const nasty = [
  '@everyone',
  '@here',
  '<@123>',
  '<t:1:R>',
  '`',
  '``',
  '```',
  '*',
  '**',
  '_',
  '~~',
  '||',
  '|',
  '\\',
  '[',
  ']',
  '](',
  '#',
  '-',
  '- ',
  '+ ',
  '1. ',
  '> ',
  '>>> ',
  '-# ',
  ':smile:',
  'https://example.org/a_b*c(d)',
  '👨‍👩‍👧‍👦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'e\u0301',
  'שלום',
  'مرحبا',
  '\u202e',
  '\u200d',
  '\ud800',
  '\n',
  '\r\n',
  '\u2028',
  ' ',
  '  ',
  '\t',
  '漢字。',
  'word',
  'Ends here. ',
  '<b>',
  '&amp;',
  'http://',
] as const;

/** Strings made of everything that could confuse a parser or a platform. */
export const nastyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...nasty) },
      fc.string({ maxLength: 8, unit: 'binary' }),
    ),
    {
      maxLength: 30,
    },
  )
  .map((pieces) => pieces.join(''));

const longText = fc
  .tuple(nastyText, fc.integer({ min: 0, max: 1_500 }))
  .map(([text, times]) => text + 'Lorem ipsum dolor. '.repeat(times % 7 === 0 ? times / 7 : 0));

const plainLabel = fc.constantFrom('label', 'a *label*', 'two [square] words', 'x');

const tree = fc.letrec<{ inline: Inline; block: Block }>((tie) => {
  const children = fc.array(tie('inline'), { maxLength: 4, depthIdentifier: 'inline' });
  const blocks = fc.array(tie('block'), { maxLength: 3, depthIdentifier: 'block' });
  return {
    inline: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, depthIdentifier: 'inline' },
      longText.map((value): Inline => ({ type: 'text', value })),
      nastyText.map((value): Inline => ({ type: 'code', value })),
      fc.constant<Inline>({ type: 'break' }),
      fc.constant<Inline>({ type: 'reader-clock', at: 1_772_107_740_000 }),
      plainLabel.map(
        (value): Inline => ({
          type: 'link',
          url: 'https://example.org/(x)',
          children: [{ type: 'text', value }],
        }),
      ),
      fc
        .tuple(
          fc.constantFrom('strong' as const, 'emphasis' as const, 'strike' as const, 'spoiler' as const),
          children,
        )
        .map(([type, inside]): Inline => ({ type, children: inside })),
    ),
    block: fc.oneof(
      { depthSize: 'small', depthIdentifier: 'block' },
      children.map((inside): Block => ({ type: 'paragraph', children: inside })),
      children.map((inside): Block => ({ type: 'small', children: inside })),
      fc
        .tuple(fc.constantFrom(1 as const, 2 as const, 3 as const), children, children)
        .map(([level, inside, suffix]): Block => ({ type: 'heading', level, children: inside, suffix })),
      longText.map((value): Block => ({ type: 'code-block', value, language: 'js' })),
      fc.constant<Block>({ type: 'rule' }),
      blocks.map((inside): Block => ({ type: 'quote', children: inside })),
      fc
        .tuple(fc.boolean(), fc.integer({ min: 0, max: 2_000 }), fc.array(blocks, { maxLength: 3 }))
        .map(([ordered, start, items]): Block => ({ type: 'list', ordered, start, items })),
    ),
  };
});

/** Random trees of every kind of node. */
export const richText: fc.Arbitrary<RichText> = fc.array(tree.block, { maxLength: 6 });
