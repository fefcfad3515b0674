import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/domain/text/markdown.ts';
import { limitNesting } from '../../../src/domain/text/markdown-nesting.ts';
import { plainText } from '../../../src/domain/text/plain-text.ts';

const stop = '\u200b';

describe('nesting', () => {
  it.each([
    ['- a\n  - b\n    - c'],
    ['> > > a'],
    [`${' '.repeat(40)}a`],
    ['- '.repeat(40).trim()],
    ['* * * '.repeat(20)],
    [`${'#'.repeat(40)} a`],
    ['1.2.3.4.5. a'],
    ['![a](b) '.repeat(40)],
  ])('%j is left as it is', (markdown) => {
    expect(limitNesting(markdown)).toBe(markdown);
  });

  it.each([
    ['quotes', '> '.repeat(30)],
    ['quotes without spaces', '>'.repeat(30)],
    ['numbers', '1. '.repeat(30)],
    ['bullets', `${'- + '.repeat(15)}a`],
    ['bullets far in', `${' '.repeat(60)}- a`],
    ['bullets after tabs', `${'\t'.repeat(15)}- a`],
    ['images', `${'!['.repeat(25)}a${']()'.repeat(25)}`],
  ])('ends where nobody could tell the levels of %s apart', (_, markdown) => {
    const limited = limitNesting(markdown);
    expect(limited.split(stop).length).toBe(2);
    expect(limited.replace(stop, '')).toBe(markdown);
  });

  it('is looked at in every line', () => {
    const deep = '> '.repeat(30);
    expect(limitNesting(`a\n${deep}\nb\n${deep}`).split(stop).length).toBe(3);
  });

  it('leaves nothing of itself behind', () => {
    const typed = `${'1. '.repeat(2_000)}end`;
    const shown = plainText(parseMarkdown(typed));
    expect(shown).not.toContain(stop);
    expect(shown.replace(/\s/g, '')).toBe(typed.replace(/\s/g, ''));
    expect(plainText(parseMarkdown(`\`\`\`\n${'>'.repeat(100)}\n\`\`\``))).toBe('>'.repeat(100));
  });
});
