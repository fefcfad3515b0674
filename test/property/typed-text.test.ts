import fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { describe, it } from 'vitest';
import { parseMarkdown } from '../../src/domain/text/markdown.ts';
import { markdownOf } from '../../src/platforms/telegram/typed-text.ts';
import { longestRunMs, seededRuns } from '../support/text/seeded.ts';
import { type Stretch, words } from '../support/text/stretch.ts';
import { readTelegram } from '../support/text/telegram-reader.ts';
import { readTree } from '../support/text/tree-reader.ts';

const text = fc
  .array(fc.constantFrom('one', 'Two', 'é', '⚓', ' ', ' ', '. ', '“', '”', '—', '\n', '\n\n', ','), {
    maxLength: 14,
  })
  .map((pieces) => pieces.join(''));

const styles = ['bold', 'italic', 'strikethrough', 'spoiler'] as const;
const style = fc.constantFrom(
  ...styles,
  ...styles,
  'code' as const,
  'text_link' as const,
  'underline' as const,
);
const place = fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 12 }));

const anyEntity = fc.tuple(style, place).map(([type, [offset, length]]): MessageEntity => {
  return type === 'text_link'
    ? { type, offset, length, url: 'https://example.org/' }
    : { type, offset, length };
});

/** Of two that have characters in common one holds the other (Bot API, "Formatting options"); equal ones are joined. */
const entities = fc
  .array(anyEntity, { maxLength: 4 })
  .filter((all) => all.every((one, index) => all.slice(index + 1).every((other) => goTogether(one, other))));

function goTogether(one: MessageEntity, other: MessageEntity): boolean {
  const [a, b] = one.offset <= other.offset ? [one, other] : [other, one];
  const [endA, endB] = [a.offset + a.length, b.offset + b.length];
  if (one.type === other.type) return b.offset > endA;
  return b.offset >= endA || endB <= endA || a.offset === b.offset;
}

const looks: Readonly<Record<string, string>> = { bold: 'strong', italic: 'emphasis', underline: '' };

/** The letters and digits alone: formatting may move over the punctuation at its ends. */
function letters(stretches: readonly Stretch[]): string {
  return words(stretches.map(({ text: shown, look }) => ({ text: shown.replace(/[^\p{L}\n]/gu, ''), look })));
}

function asTyped(typed: string, around: readonly MessageEntity[]): readonly Stretch[] {
  const clipped = around
    .map((entity) => ({ ...entity, length: Math.min(entity.length, typed.length - entity.offset) }))
    .filter(({ length }) => length > 0);
  return readTelegram({ fingerprint: '', text: typed, entities: clipped }).map(({ text: shown, look }) => ({
    text: shown,
    look: look
      .split(' ')
      .map((format) => looks[format] ?? format)
      .filter(Boolean)
      .toSorted()
      .join(' '),
  }));
}

describe('text typed with the app’s own formatting comes out of Markdown as it was typed', () => {
  it.each(seededRuns(5_000))('$name', { timeout: longestRunMs }, ({ parameters }) => {
    fc.assert(
      fc.property(text, entities, (typed, around) => {
        const markdown = markdownOf(typed, around);
        const shown = readTree(parseMarkdown(markdown));
        const [wanted, found] = [letters(asTyped(typed, around)), letters(shown)];
        if (wanted !== found) {
          throw new Error(`${JSON.stringify(markdown)} shows\n${found}\n--- instead of\n${wanted}`);
        }
      }),
      parameters,
    );
  });
});
