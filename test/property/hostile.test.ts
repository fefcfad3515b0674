import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/domain/text/markdown.ts';
import { faultsOf } from '../support/text/checks.ts';

/** As long as a body may be. */
const length = 6_000;

/** Ten times what the slowest of them takes on a small machine: what is not bounded takes minutes, or the stack. */
const longestMs = 1_500;

const repeated = [
  ['1. ', '- ', '> ', '>', '> - ', '1.\n', '-\n', '>\n', '- a\n', '> a\n', '# a\n', '-a-', '---\n'],
  [
    '[',
    ']',
    '![',
    '[a](',
    '![a](',
    '[a](b)',
    '[a][a]',
    '[a]: b\n',
    '[^1]',
    '[^1]: a\n',
    '(',
    '](',
    '<',
    '<a ',
    '<!--',
  ],
  ['*', '**', '_', '~', '~~', '|', '||', '||a', '`', '`a`', '```\n', '\\', '\\*', '&', '&amp;', '&#'],
  ['*a ', '**a ', '*a*', '**a** ', '***a', 'a**b', '_a_', '~a~~', '*_~`[|', '*a **b ', '<b>', 'a*', '* a *'],
  [
    '|a|b|\n|-|-|\n',
    '|c',
    'http://',
    'https://a.b/(',
    'www.',
    'a@b.c ',
    'a@',
    '@everyone ',
    '<@1>',
    ':a:',
    'https://a.b ',
  ],
  [
    ' ',
    '\t',
    '\n',
    '\r\n',
    'x',
    'x ',
    'x. ',
    'e\u0301',
    '\u0301',
    '👩\u200d',
    '👨‍👩‍👧‍👦',
    '\u{1f3f4}\u{e0067}',
    '\u202e',
    '\ud800',
    '漢',
  ],
].flat();

const grown = {
  'bullets, each one deeper': lines((index) => `${' '.repeat(index * 2)}- a`),
  'numbers, each one deeper': lines((index) => `${' '.repeat(index * 3)}1. a`),
  'quotes, each one deeper': lines((index) => `${'>'.repeat(index)} a`),
  'twelve quotes more in each line': lines((index) => '> '.repeat(index * 12)),
  'twelve bullets more in each line': lines((index) => ' '.repeat(index * 24) + '- '.repeat(12)),
  'lines longer and longer in backticks': lines((index) => `a${'`'.repeat(index)}`),
  'a table of many rows': `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(1_000)}`,
  'bold and italic in one another': `${'_**a '.repeat(600)}${'**_'.repeat(600)}`,
  'images in one another': `${'!['.repeat(1_000)}a${'](b)'.repeat(1_000)}`,
  'a word in the midst of spaces': `a${' '.repeat(length - 2)}b`,
};

function lines(line: (index: number) => string): string {
  return Array.from({ length: 150 }, (_, index) => line(index)).join('\n');
}

const inputs = [
  ...repeated.map((piece) => ({
    name: `${JSON.stringify(piece)} again and again`,
    text: piece.repeat(length),
  })),
  ...Object.entries(grown).map(([name, text]) => ({ name, text })),
].map(({ name, text }) => ({ name, text: text.slice(0, length) }));

describe('a body made to stop a parser', () => {
  it.each(inputs)('$name is read in bounded time, and shown whole', { timeout: 60_000 }, ({ text }) => {
    const before = process.cpuUsage();
    const content = parseMarkdown(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(longestMs);
    expect(faultsOf(content)).toEqual([]);
  });
});
