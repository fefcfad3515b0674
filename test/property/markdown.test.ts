import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseMarkdown } from '../../src/domain/markdown.ts';
import { plainText } from '../../src/domain/plain-text.ts';
import { markdownOfWords, nastyMarkdown, picture } from '../support/text/arbitraries.ts';
import { faultsOf, unsteadyFaultsOf } from '../support/text/checks.ts';
import { seeded } from '../support/text/seeded.ts';

describe('any string as Markdown', () => {
  const shown = seeded(35_000);
  const kept = seeded(10_000);

  it(`is shown whole and alike on both platforms (${shown.name})`, { timeout: shown.timeoutMs }, () => {
    fc.assert(
      fc.property(nastyMarkdown, fc.boolean(), (markdown, pictured) => {
        const content = parseMarkdown(markdown);
        const options = pictured ? { picture } : {};
        const faults = [...faultsOf(content, options), ...unsteadyFaultsOf(content, options)];
        if (faults.length > 0) throw new Error(faults.join('\n'));
      }),
      shown.parameters,
    );
  });

  it(`loses no word that was typed (${kept.name})`, { timeout: kept.timeoutMs }, () => {
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}“”]/gu, '');
    fc.assert(
      fc.property(markdownOfWords, (typed) => letters(plainText(parseMarkdown(typed))) === letters(typed)),
      kept.parameters,
    );
  });
});
