import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseMarkdown } from '../../../src/domain/markdown.ts';
import { plainText } from '../../../src/domain/plain-text.ts';
import type { RichText } from '../../../src/domain/rich-text.ts';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import type { Part } from '../../../src/platforms/platform.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';
import { nastyText, richText } from '../../support/text/arbitraries.ts';
import { discordShows } from '../../support/text/discord-reader.ts';
import { entityFaults } from '../../support/text/telegram-reader.ts';
import { treeText } from '../../support/text/tree-reader.ts';

const picture = { mediaId: 'm1', mimeType: 'image/png' };
/** These are thousands of renderings in one test: a busy machine may need longer than usual for them. */
vi.setConfig({ testTimeout: 60_000 });

const seeded = (numRuns: number) => ({ seed: 20_261_122, numRuns });
const anyContent = fc.oneof(
  richText,
  nastyText.map(parseMarkdown),
  nastyText.map((text) => parseMarkdown(text.repeat(40))),
);

/** The words of a text: no white space, no list bullets, no quote signs, no part marks. */
function words(shown: string): string {
  return shown.replace(/[\s•]/g, '');
}

function expectedWords(content: RichText): string {
  return words(treeText(content));
}

function joined(parts: readonly Part[], read: (part: Part) => string): string {
  const texts = parts.map((part) => read(part));
  if (parts.length < 2) return words(texts.join(''));
  return words(texts.map((text, i) => text.replace(`(${i + 1}/${parts.length})`, '').trim()).join('\n'));
}

function withoutMark(text: string): string {
  return text.replace(/\n+(-# )?\(\d+\/\d+\)$/, '');
}

describe('any text on Discord', () => {
  it('stays within the limit and shows the text of the tree', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const parts = renderDiscord(content);
        for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(2000);
        expect(joined(parts, (part) => discordShows(part.text))).toBe(expectedWords(content));
        expect(renderDiscord(content)).toEqual(parts);
      }),
      seeded(1_000),
    );
  });
});

describe('any text on Telegram', () => {
  it('stays within the limits, has valid entities and shows the text of the tree', () => {
    fc.assert(
      fc.property(anyContent, fc.boolean(), (content, pictured) => {
        const parts = renderTelegram(content, pictured ? { picture } : {});
        const limits = parts.map((part) => (part.picture ? 1024 : 4096));
        expect(parts.filter((part, i) => part.text.length > (limits[i] ?? 0))).toEqual([]);
        expect(parts.filter((part) => part.entities.length > 100)).toEqual([]);
        expect(parts.flatMap(entityFaults)).toEqual([]);
        expect(joined(parts, (part) => part.text)).toBe(expectedWords(content));
        expect(renderTelegram(content, pictured ? { picture } : {})).toEqual(parts);
      }),
      seeded(1_000),
    );
  });
});

describe.each([
  ['Discord', renderDiscord, 2000],
  ['Telegram', renderTelegram, 4096],
] as const)('a text of several parts on %s', (_, render, limit) => {
  it('keeps its first part when its end changes', () => {
    const start: RichText = parseMarkdown('A sentence of *some* words. '.repeat(limit / 20));
    fc.assert(
      fc.property(richText, richText, (end, other) => {
        const [before] = render([...start, ...end]);
        const [after] = render([...start, ...other]);
        expect(withoutMark(after?.text ?? '')).toBe(withoutMark(before?.text ?? ''));
      }),
      seeded(25),
    );
  });
});

describe('any string as Markdown', () => {
  const piece = fc.constantFrom(
    'AB',
    'Cd',
    'Ef.',
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```',
    '> ',
    '- ',
    '1. ',
    '# ',
    '\n',
    '\n\n',
    '||',
    '|',
    '\\',
    ' ',
    '---\n',
    '<',
    '!',
    '[',
    ']',
  );

  it('loses no word that was typed', () => {
    const letters = (text: string) => text.replace(/[^A-Za-z]/g, '');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const typed = pieces.join('');
        expect(letters(plainText(parseMarkdown(typed)))).toBe(letters(typed));
      }),
      seeded(1_000),
    );
  });
});
