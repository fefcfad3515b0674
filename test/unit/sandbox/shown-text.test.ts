import { describe, expect, it } from 'vitest';
import type { Ink } from '../../../src/sandbox/ink.ts';
import { plainInk } from '../../../src/sandbox/ink.ts';
import { discordText, readerTime, telegramText } from '../../../src/sandbox/shown-text.ts';

const tagInk: Ink = {
  bold: (text) => `<b>${text}</b>`,
  dim: (text) => `<s>${text}</s>`,
  italic: (text) => `<i>${text}</i>`,
  code: (text) => `<c>${text}</c>`,
};

describe('Markdown of Discord', () => {
  it.each([
    ['### River rises (9 a.m.)', '<b>River rises (9 a.m.)</b>'],
    ['-# Source: police', '<s>Source: police</s>'],
    ['> “Go,” she *said*.', '│ “Go,” she <i>said</i>.'],
    ['- One **bold** word', '• One <b>bold</b> word'],
    ['Say `/digest since:2h`, **`/help`**', 'Say <c>/digest since:2h</c>, <b><c>/help</c></b>'],
    ['2 \\* 3 \\_ 4 \\<5\\>', '2 * 3 _ 4 <5>'],
    ['[How \\[it\\] works](<https://post.example/a>)', 'How [it] works (https://post.example/a)'],
    ['[Bridge](https://discord.com/channels/1/2/3) (9 a.m.)', 'Bridge ↗ (9 a.m.)'],
    ['See <https://post.example/b>', 'See https://post.example/b'],
    ['```\n**as it is**\n```\n**bold**', '  **as it is**\n<b>bold</b>'],
  ])('%j', (markdown, shown) => {
    expect(discordText(markdown, tagInk)).toBe(shown);
  });

  it('tells a moment by the clock of whoever reads', () => {
    const at = Date.UTC(2026, 1, 26, 12, 9);
    expect(discordText(`<t:${at / 1_000}:t> your time`, plainInk)).toBe(`${readerTime(at)} your time`);
  });
});

describe('text and entities of Telegram', () => {
  it.each([
    [{ type: 'bold', offset: 0, length: 5 }, '<b>River</b> rises\nagain'],
    [{ type: 'italic', offset: 6, length: 5 }, 'River <i>rises</i>\nagain'],
    [{ type: 'code', offset: 0, length: 5 }, '<c>River</c> rises\nagain'],
    [{ type: 'blockquote', offset: 0, length: 11 }, '│ River rises\nagain'],
    [{ type: 'blockquote', offset: 0, length: 17 }, '│ River rises\n│ again'],
    [
      { type: 'text_link', offset: 0, length: 5, url: 'https://post.example/a' },
      'River (https://post.example/a) rises\nagain',
    ],
    [
      { type: 'text_link', offset: 12, length: 5, url: 'https://t.me/maren_alerts/3' },
      'River rises\nagain ↗',
    ],
  ] as const)('%j', (entity, shown) => {
    expect(telegramText({ text: 'River rises\nagain', entities: [entity] }, tagInk)).toBe(shown);
  });

  it('shows a link around other formatting once', () => {
    const entities = [
      { type: 'text_link', offset: 0, length: 11, url: 'https://post.example/a' },
      { type: 'bold', offset: 0, length: 5 },
    ] as const;
    const shown = telegramText({ text: 'River rises', entities }, tagInk);
    expect(shown).toBe('<b>River</b> rises (https://post.example/a)');
  });
});
