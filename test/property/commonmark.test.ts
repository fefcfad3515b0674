import spec from 'commonmark-spec';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/domain/text/markdown.ts';
import { faultsOf } from '../support/text/checks.ts';
import { wordsOfHtml } from '../support/text/html-reader.ts';
import { readTree, textOf } from '../support/text/tree-reader.ts';

/** Where Dateline shows something else than CommonMark has it, on purpose, and in which examples one sees it. */
const differences: readonly { readonly why: string; readonly examples: readonly number[] }[] = [
  {
    why: 'raw HTML is text: no platform shows it, and no editor means it',
    examples: [
      21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169,
      170, 171, 172, 173, 174, 175, 176, 178, 184, 185, 186, 187, 188, 189, 190, 191, 201, 344, 475, 476, 477,
      491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 630, 631, 642, 643,
    ],
  },
  {
    why: 'a line of dashes under a paragraph is a rule, and one of equals signs is text: neither makes a heading',
    examples: [59, 80, 81, 82, 83, 84, 85, 86, 87, 89, 90, 91, 95, 96, 102, 103, 115, 141, 215, 300],
  },
  {
    why: 'an indented line is no code, and what is indented reads as if it were not',
    examples: [18, 48, 49, 69, 70, 110, 134, 137, 231, 238, 289, 312],
  },
  {
    why: 'the words after a fence are text unless they name a language',
    examples: [34, 143, 144, 146],
  },
  {
    why: 'what would show nothing stays as it was typed: empty headings, quotes, code and links',
    examples: [79, 126, 129, 130, 237, 239, 240, 334, 487],
  },
  {
    why: 'so do the definitions of links that nothing refers to, or that come second',
    examples: [204, 207, 208, 210, 218, 317, 537, 538, 544, 545, 563, 565, 567, 571, 592],
  },
  {
    why: 'an address that no platform links stands after its words as it was typed',
    examples: [503],
  },
];

/** Indented lines that are no code here show what they mean rather than what was typed. */
const readInstead: readonly (readonly [example: number, shown: string])[] = [
  [36, 'föfö'],
  [211, 'foo(/url)'],
];

const different = new Set([
  ...differences.flatMap(({ examples }) => examples),
  ...readInstead.map(([number]) => number),
]);
const examples = spec.tests.map(({ number, section, markdown, html }) => ({
  name: `${number} (${section})`,
  number,
  markdown: markdown.replaceAll('→', '\t'),
  html: html.replaceAll('→', '\t'),
}));

function shownWords(markdown: string): string {
  return textOf(readTree(parseMarkdown(markdown))).replace(/[\s•\u200b]/g, '');
}

/** Whether one text holds the letters and digits of another, in order and with others between. */
function holds(text: string, of: string): boolean {
  let at = 0;
  for (const letter of of.match(/[\p{L}\p{N}]/gu) ?? []) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

describe('every example of the CommonMark specification', () => {
  it('is there', () => {
    expect(examples.length).toBe(652);
  });

  it.each(examples)('$name is shown whole on both platforms', ({ markdown }) => {
    expect(faultsOf(parseMarkdown(markdown))).toEqual([]);
  });

  it.each(examples.filter(({ number }) => !different.has(number)))('$name shows as specified', (example) => {
    expect(shownWords(example.markdown)).toBe(wordsOfHtml(example.html));
  });
});

describe.each(differences)('on purpose, $why:', ({ examples: numbers }) => {
  it.each(examples.filter(({ number }) => numbers.includes(number)))(
    '$name shows something else, and all that is specified',
    ({ markdown, html }) => {
      const shown = shownWords(markdown);
      expect(shown).not.toBe(wordsOfHtml(html));
      expect(holds(shown, wordsOfHtml(html.replaceAll('<a href', '<a name')))).toBe(true);
    },
  );
});

describe('on purpose, an indented line is read as Markdown:', () => {
  it.each(readInstead)('%i shows %s', (number, shown) => {
    expect(
      examples.filter((example) => example.number === number).map(({ markdown }) => shownWords(markdown)),
    ).toEqual([shown]);
  });
});
