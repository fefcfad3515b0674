import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { heading, paragraph, readerClock, small } from '../../../src/domain/text/build.ts';
import type { RichText } from '../../../src/domain/text/rich-text.ts';
import { fingerprintOf } from '../../../src/platforms/fingerprint.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';
import { entities as entitiesField, readFields } from '../../../src/sandbox/telegram/fields.ts';
import { cleanMessageText } from '../../../src/sandbox/telegram/text.ts';

const at = 1_772_107_740_999;
const told = '1:09 p.m. Oslo time';
const entry: RichText = [
  heading(3, 'Ferries stay', '(1:09 p.m. Oslo time)'),
  small('Source: Police · Strike #7', readerClock(at, { told }), ' · Updated 2 p.m.'),
];

function rendered(content: RichText, localTimes: boolean) {
  const [part] = renderTelegram(content, {}, { localTimes });
  return part ?? { text: '', entities: [], fingerprint: '' };
}

describe('a reader’s clock on Telegram', () => {
  it('is a date_time over the time as the story tells it, outside of the italics', () => {
    const { text, entities } = rendered(entry, true);
    expect(text).toBe(
      `Ferries stay (1:09 p.m. Oslo time)\nSource: Police · Strike #7 · ${told} · Updated 2 p.m.`,
    );
    expect(entities.filter(({ type }) => type !== 'bold')).toEqual([
      { type: 'italic', offset: 35, length: 26 },
      { type: 'date_time', offset: 64, length: 19, unix_time: 1_772_107_740, date_time_format: 't' },
      { type: 'italic', offset: 84, length: 16 },
    ]);
  });

  it('shows nothing where it is switched off, as it is by default', () => {
    const { text, entities } = rendered(entry, false);
    expect(text).toBe('Ferries stay (1:09 p.m. Oslo time)\nSource: Police · Strike #7 · Updated 2 p.m.');
    expect(entities.map(({ type }) => type)).not.toContain('date_time');
    expect(renderTelegram(entry)).toEqual(renderTelegram(entry, {}, { localTimes: false }));
  });

  it('shows nothing where the story does not tell its moment', () => {
    expect(rendered([paragraph('x', readerClock(at))], true).text).toBe('x');
    expect(renderTelegram([small(readerClock(at))], {}, { localTimes: true })).toEqual([]);
  });

  it('stands alone without a dot before it', () => {
    expect(rendered([small(readerClock(at, { told }))], true).text).toBe(told);
  });

  it('is part of the fingerprint', () => {
    const part = rendered(entry, true);
    const later = part.entities.map((entity) =>
      entity.type === 'date_time' ? { ...entity, unix_time: 1 } : entity,
    );
    expect(fingerprintOf({ ...part, entities: later })).not.toBe(part.fingerprint);
  });

  it('is taken by the stand-in, which checks it', () => {
    const part = rendered(entry, true);
    const schema = z.strictObject({ entities: entitiesField });
    const entities = readFields(schema, { entities: JSON.stringify(part.entities) }).entities;
    expect(cleanMessageText({ text: part.text, entities }).entities).toHaveLength(4);
  });

  it.each([
    ['no format of the Bot API', { unix_time: 1, date_time_format: 'tt' }],
    ['milliseconds', { unix_time: at, date_time_format: 't' }],
    ['a fraction of a second', { unix_time: 1.5, date_time_format: 't' }],
  ])('is refused by the stand-in with %s', (_, fields) => {
    const entity = { type: 'date_time', offset: 0, length: 1, ...fields };
    const schema = z.strictObject({ entities: entitiesField });
    expect(() => readFields(schema, { entities: [entity] })).toThrow('wrong parameter entities.0.');
  });
});
