import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseMarkdown } from '../../src/domain/text/markdown.ts';
import { plainText } from '../../src/domain/text/plain-text.ts';
import { markdownOfWords, nastyMarkdown, picture } from '../support/text/arbitraries.ts';
import { everyFaultOf } from '../support/text/checks.ts';
import { longestRunMs, seededRuns } from '../support/text/seeded.ts';

describe('any string as Markdown is shown whole and alike on both platforms', () => {
  it.each(seededRuns(35_000))('$name', { timeout: longestRunMs }, ({ parameters }) => {
    fc.assert(
      fc.property(nastyMarkdown, fc.boolean(), (markdown, pictured) => {
        const faults = everyFaultOf(parseMarkdown(markdown), pictured ? { picture } : {});
        if (faults.length > 0) throw new Error(faults.join('\n'));
      }),
      parameters,
    );
  });
});

describe('any string as Markdown loses no word that was typed', () => {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}“”]/gu, '');

  it.each(seededRuns(10_000))('$name', { timeout: longestRunMs }, ({ parameters }) => {
    fc.assert(
      fc.property(markdownOfWords, (typed) => letters(plainText(parseMarkdown(typed))) === letters(typed)),
      parameters,
    );
  });
});
