import { expect, test } from 'vitest';
import type { SandboxEntity } from '../../../../src/sandbox/telegram/model.ts';
import { cleanMessageText, cleanText } from '../../../../src/sandbox/telegram/text.ts';

function bold(offset: number, length: number): SandboxEntity {
  return { type: 'bold', offset, length };
}

test('white space at the ends goes, and entities move and shrink with it', () => {
  const cleaned = cleanText('message', { text: '\n  Bridge shut  \n', entities: [bold(3, 14)] });

  expect(cleaned).toEqual({ text: 'Bridge shut', entities: [bold(0, 11)] });
});

test('white space that an entity covers stays at the beginning', () => {
  expect(cleanText('message', { text: '  x', entities: [bold(1, 2)] })).toEqual({
    text: ' x',
    entities: [bold(0, 2)],
  });
});

test('an entity that held nothing but trimmed white space is gone', () => {
  expect(cleanText('message', { text: 'x  ', entities: [bold(1, 2)] })).toEqual({ text: 'x', entities: [] });
});

test('lengths are counted in characters, not in UTF-16 units', () => {
  const text = '🌊'.repeat(4096);
  expect(cleanMessageText({ text, entities: [] }).text).toBe(text);
  expect(() => cleanMessageText({ text: `${text}!`, entities: [] })).toThrow('message is too long');
  expect(() => cleanText('caption', { text: 'x'.repeat(1025), entities: [] })).toThrow('caption is too long');
});

test('entities are put in order and the first 100 are kept', () => {
  const entities = Array.from({ length: 120 }, (_, index) => bold(119 - index, 1));

  const kept = cleanMessageText({ text: 'x'.repeat(120), entities }).entities;

  expect(kept.map((it) => it.offset)).toEqual(Array.from({ length: 100 }, (_, index) => index));
});

test('nested and neighbouring entities are fine, overlapping ones are not', () => {
  const text = 'Bridge shut';
  expect(cleanMessageText({ text, entities: [bold(0, 6), bold(6, 5), bold(0, 11)] }).entities).toEqual([
    bold(0, 11),
    bold(0, 6),
    bold(6, 5),
  ]);
  expect(() => cleanMessageText({ text, entities: [bold(0, 6), bold(3, 6)] })).toThrow(
    'entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 9',
  );
});

test.each<[string, string, SandboxEntity]>([
  ['ends after the end of the text', 'x', bold(0, 2)],
  ['is empty', 'x', bold(0, 0)],
  ['is empty', 'x', bold(-1, 1)],
  ['begins in a middle of a UTF-16 symbol', '🌊x', bold(1, 2)],
  ['ends in a middle of a UTF-16 symbol', 'x🌊', bold(0, 2)],
  ['Wrong HTTP URL', 'x', { type: 'text_link', offset: 0, length: 1, url: 'localhost' }],
  ['"url"', 'x', { type: 'text_link', offset: 0, length: 1 }],
  ['"unix_time"', 'x', { type: 'date_time', offset: 0, length: 1 }],
])('refused: %s', (refusal, text, entity) => {
  expect(() => cleanMessageText({ text, entities: [entity] })).toThrow(refusal);
});
