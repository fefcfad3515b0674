import { describe, expect, it } from 'vitest';
import { readTelegramText } from '../../../../src/sandbox/page/telegram-entities.ts';

const text = 'River rises\nagain';
const words = (shown: string) => ({ kind: 'text', text: shown });
const line = (...inner: readonly object[]) => ({ kind: 'line', inner });

describe('text and entities of Telegram', () => {
  it.each([
    [
      { type: 'bold', offset: 0, length: 5 },
      [line({ kind: 'bold', inner: [words('River')] }, words(' rises')), line(words('again'))],
    ],
    [
      { type: 'strikethrough', offset: 12, length: 5 },
      [line(words('River rises')), line({ kind: 'strike', inner: [words('again')] })],
    ],
    [
      { type: 'code', offset: 0, length: 11 },
      [line({ kind: 'code', text: 'River rises' }), line(words('again'))],
    ],
    [
      { type: 'blockquote', offset: 0, length: 11 },
      [{ kind: 'quote', blocks: [line(words('River rises'))] }, line(words('again'))],
    ],
    [
      { type: 'blockquote', offset: 12, length: 5 },
      [line(words('River rises')), { kind: 'quote', blocks: [line(words('again'))] }],
    ],
    [{ type: 'pre', offset: 0, length: 17 }, [{ kind: 'code', text }]],
    [
      { type: 'bold', offset: 6, length: 11 },
      [
        line(words('River '), { kind: 'bold', inner: [words('rises')] }),
        line({ kind: 'bold', inner: [words('again')] }),
      ],
    ],
    [
      { type: 'text_link', offset: 12, length: 5, url: 'https://post.example/a' },
      [
        line(words('River rises')),
        line({ kind: 'link', address: 'https://post.example/a', inner: [words('again')] }),
      ],
    ],
    [
      { type: 'date_time', offset: 12, length: 5, unix_time: 1_772_107_740, date_time_format: 't' },
      [line(words('River rises')), line({ kind: 'time', at: 1_772_107_740_000, style: 't' })],
    ],
    [
      { type: 'bot_command', offset: 0, length: 5 },
      [line({ kind: 'mention', text: 'River' }, words(' rises')), line(words('again'))],
    ],
  ] as const)('%j', (entity, blocks) => {
    expect(readTelegramText({ text, entities: [entity] })).toEqual(blocks);
  });

  it('sets formatting inside of formatting', () => {
    const entities = [
      { type: 'text_link', offset: 0, length: 11, url: 'https://post.example/a' },
      { type: 'bold', offset: 0, length: 5 },
    ] as const;
    expect(readTelegramText({ text: 'River rises', entities })).toEqual([
      line({
        kind: 'link',
        address: 'https://post.example/a',
        inner: [{ kind: 'bold', inner: [words('River')] }, words(' rises')],
      }),
    ]);
  });

  it('keeps empty lines, and formatting in a quote', () => {
    const entities = [
      { type: 'blockquote', offset: 3, length: 3 },
      { type: 'italic', offset: 3, length: 1 },
    ] as const;
    expect(readTelegramText({ text: 'a\n\nb c\n\nd', entities })).toEqual([
      line(words('a')),
      line(),
      { kind: 'quote', blocks: [line({ kind: 'italic', inner: [words('b')] }, words(' c'))] },
      line(),
      line(words('d')),
    ]);
  });
});
