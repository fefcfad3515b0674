import type { MessageEntity } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/domain/text/markdown.ts';
import { markdownOf } from '../../../src/platforms/telegram/typed-text.ts';

/** The entity of a type that covers some words of a text. */
function over(
  text: string,
  words: string,
  entity: Partial<MessageEntity> & Pick<MessageEntity, 'type'>,
): MessageEntity {
  // Each test gives the fields that its type has.
  return { ...entity, offset: text.indexOf(words), length: words.length } as MessageEntity;
}

/** A text as Markdown, with words of it formatted. */
function typed(
  text: string,
  ...formatted: readonly (readonly [string, Parameters<typeof over>[2]])[]
): string {
  return markdownOf(
    text,
    formatted.map(([words, entity]) => over(text, words, entity)),
  );
}

describe('text typed on Telegram', () => {
  it.each([
    ['bold', '**bridge**'],
    ['italic', '*bridge*'],
    ['strikethrough', '~~bridge~~'],
    ['spoiler', '||bridge||'],
    ['code', '`bridge`'],
  ] as const)('in %s becomes Markdown', (type, shown) => {
    expect(typed('The bridge is closed', ['bridge', { type }])).toBe(`The ${shown} is closed`);
  });

  it('keeps links with a text, and the addresses that a person sees as they are', () => {
    const url = 'https://example.org/a_(b)';
    expect(typed('See the report.', ['the report', { type: 'text_link', url }])).toBe(
      'See [the report](<https://example.org/a_(b)>).',
    );
    expect(typed('A [b] c', ['[b]', { type: 'text_link', url }])).toBe(
      'A [\\[b\\]](<https://example.org/a_(b)>) c',
    );
    expect(typed('https://example.org', ['https://example.org', { type: 'url' }])).toBe(
      'https://example.org',
    );
  });

  it('leaves everything else as it was typed, also Markdown', () => {
    const text = '- **a** _b_ 2*3 “so” @desk #tag /cmd\n> c\t d';
    expect(
      typed(
        text,
        ['@desk', { type: 'mention' }],
        ['#tag', { type: 'hashtag' }],
        ['so', { type: 'underline' }],
      ),
    ).toBe(text);
    expect(markdownOf('', [])).toBe('');
  });

  it('nests', () => {
    expect(typed('one two three', ['one two three', { type: 'bold' }], ['two', { type: 'italic' }])).toBe(
      '**one *two* three**',
    );
    expect(typed('one two three', ['one two', { type: 'bold' }], ['two', { type: 'spoiler' }])).toBe(
      '**one** ||**two**|| three',
    );
  });

  it('formats each line by itself, after the sign of a list', () => {
    const text = 'one\n\n- two\n3. three';
    expect(typed(text, [text, { type: 'bold' }])).toBe('**one**\n\n- **two**\n3. **three**');
  });

  it('never begins or ends in white space, or where Markdown would not read it', () => {
    expect(typed('a bold b', [' bold ', { type: 'bold' }])).toBe('a **bold** b');
    expect(typed('say“yes”now', ['“yes”', { type: 'bold' }])).toBe('say“**yes**”now');
    expect(typed('say “yes” now', ['“yes”', { type: 'bold' }])).toBe('say **“yes”** now');
    expect(typed('onetwo', ['two', { type: 'bold' }], ['two', { type: 'strikethrough' }])).toBe(
      'on&#101;~~**two**~~',
    );
  });

  it('counts in UTF-16 units', () => {
    expect(typed('👨‍👩‍👧 family', ['family', { type: 'bold' }])).toBe('👨‍👩‍👧 **family**');
  });

  it('clips formatting that began before the text', () => {
    expect(markdownOf('body text', [{ type: 'bold', offset: -9, length: 13 }])).toBe('**body** text');
    expect(markdownOf('body', [{ type: 'bold', offset: -9, length: 9 }])).toBe('body');
  });
});

describe('code typed on Telegram', () => {
  it('has a fence that its backticks do not end', () => {
    expect(typed('a x`y b', ['x`y', { type: 'code' }])).toBe('a ``x`y`` b');
    expect(typed('a `x b', ['`x', { type: 'code' }])).toBe('a `` `x `` b');
  });

  it('stands on lines of its own', () => {
    const pre = { type: 'pre', language: 'js' } as const;
    expect(typed('see x = 1; there', ['x = 1;', pre])).toBe('see \n```js\nx = 1;\n```\n there');
    expect(typed('see\nif (x) {\n  y\n}\nthere', ['if (x) {\n  y\n}', pre])).toBe(
      'see\n```js\nif (x) {\n  y\n}\n```\nthere',
    );
    expect(typed('a ``` b', ['a ``` b', { type: 'pre', language: 'no name' }])).toBe('````\na ``` b\n````');
  });
});

describe('a quote typed on Telegram', () => {
  it('is one in Markdown, and what follows is no part of it', () => {
    const text = 'She said:\nWe wait.\nThey wait.\nThen she left.';
    expect(typed(text, ['We wait.\nThey wait.', { type: 'blockquote' }])).toBe(
      'She said:\n> We wait.\n> They wait.\n\nThen she left.',
    );
  });

  it('holds formatting and blank lines, and stays apart from the next quote', () => {
    const text = 'One bold\n\nTwo\nThree';
    const markdown = typed(
      text,
      ['One bold\n\nTwo', { type: 'expandable_blockquote' }],
      ['bold', { type: 'bold' }],
      ['Three', { type: 'blockquote' }],
    );
    expect(markdown).toBe('> One **bold**\n>\n> Two\n\n> Three');
    expect(parseMarkdown(markdown).map(({ type }) => type)).toEqual(['quote', 'quote']);
  });
});
