import { expect, test } from 'vitest';
import { visibleText } from '../../../../src/sandbox/telegram/visible.ts';

test('marks nest as the entities do', () => {
  const text = 'Bridge shut, says port';
  const shown = visibleText({
    text,
    entities: [
      { type: 'bold', offset: 0, length: 11 },
      { type: 'italic', offset: 7, length: 4 },
      { type: 'text_link', offset: 13, length: 4, url: 'https://example.org/' },
      { type: 'code', offset: 18, length: 4 },
    ],
  });

  expect(shown).toBe('**Bridge _shut_**, [says](https://example.org/) `port`');
});

test('entities of the same stretch close in reverse order', () => {
  const entities = [
    { type: 'bold', offset: 0, length: 1 },
    { type: 'italic', offset: 0, length: 1 },
    { type: 'strikethrough', offset: 1, length: 1 },
  ] as const;

  expect(visibleText({ text: 'ab', entities })).toBe('**_a_**~~b~~');
});

test('every line of a quote is marked, and what has no mark is left as it is', () => {
  const text = 'Before\nfirst\nsecond\nAfter 1:09 p.m.';
  const shown = visibleText({
    text,
    entities: [
      { type: 'blockquote', offset: 7, length: 12 },
      { type: 'bold', offset: 13, length: 6 },
      { type: 'date_time', offset: 26, length: 9, unix_time: 1, date_time_format: 't' },
    ],
  });

  expect(shown).toBe('Before\n│ first\n│ **second**\nAfter 1:09 p.m.');
});
