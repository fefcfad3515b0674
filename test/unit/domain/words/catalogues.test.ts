import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { type MessageId, placeholders } from '../../../../src/domain/words/catalogue.ts';
import { languages } from '../../../../src/domain/words/language.ts';
import { catalogues, say } from '../../../../src/domain/words/words.ts';

type Node = ReturnType<IntlMessageFormat['getAst']>[number];

/** What the parser calls a stretch of text that is shown as it stands. */
const literalType = String(new IntlMessageFormat('text', 'en').getAst()[0]?.type);

/** The names that a message inserts, each once. */
function insertedBy(message: string): ReadonlySet<string> {
  const nodes = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst();
  return new Set(nodes.flatMap(namesIn));
}

function namesIn(node: Node): readonly string[] {
  const isInserted = 'value' in node && String(node.type) !== literalType && typeof node.value === 'string';
  const own = isInserted ? [node.value] : [];
  const inside = 'options' in node ? Object.values(node.options).flatMap(({ value }) => value) : [];
  return [...own, ...inside.flatMap(namesIn)];
}

const ids = Object.keys(placeholders) as readonly MessageId[]; // the keys of that very object
const each = languages.flatMap((language) => ids.map((id) => ({ language, id })));

describe('the catalogues', () => {
  it.each(languages)('%s has every message and no other', (language) => {
    expect(Object.keys(catalogues[language]).toSorted()).toEqual(ids.toSorted());
  });

  it.each(each)('$language $id inserts what it is given', ({ language, id }) => {
    expect([...insertedBy(catalogues[language][id])].toSorted()).toEqual([...placeholders[id]].toSorted());
  });

  it('are translated: no message but names and marks is the same in two languages', () => {
    const same = ids.filter(
      (id) => new Set(languages.map((one) => catalogues[one][id])).size < languages.length,
    );
    expect(same).toEqual(['clock', 'dateline', 'entryName']);
  });

  it.each(languages)('%s names seven days and twelve months, each by its own name', (language) => {
    const days = Array.from({ length: 7 }, (_, day) => String(day));
    for (const id of ['weekday', 'onWeekday', 'sinceWeekday'] as const) {
      expect(new Set(days.map((day) => say(language, id, { day }))).size).toBe(7);
    }
    const months = Array.from({ length: 12 }, (_, month) => String(month + 1));
    expect(new Set(months.map((month) => say(language, 'date', { month, day: '1' }))).size).toBe(12);
  });

  it.each(languages)('%s writes the digits 0–9 alone', (language) => {
    const told = say(language, 'updatesSince', { count: 1234, since: '13:09' });
    expect(told.replaceAll(/[^\p{N}]/gu, '')).toBe('12341309');
  });
});

describe('the names of days', () => {
  // Intl knows the days independently of the catalogues.
  it.each([
    ['en', 'en'],
    ['pl', 'pl'],
    ['ar', 'ar'],
  ] as const)('%s are those that Intl knows', (language, locale) => {
    const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    const known = Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2026, 1, 1 + day)));
    expect(known.map((_, day) => say(language, 'weekday', { day: String(day) }))).toEqual(known);
  });

  it.each([
    ['pl', 'pl'],
    ['ar', 'ar-u-nu-latn'],
  ] as const)('%s: so are the months, in the form that stands with a day', (language, locale) => {
    const format = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' });
    const known = Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2026, month, 3)));
    expect(known.map((_, month) => say(language, 'date', { month: String(month + 1), day: '3' }))).toEqual(
      known,
    );
  });
});

describe('plurals', () => {
  it.each([
    ['en', 0, 'No new updates since X'],
    ['en', 1, '1 update since X'],
    ['en', 2, '2 updates since X'],
    ['pl', 0, 'Brak nowych wpisów od X'],
    ['pl', 1, '1 wpis od X'],
    ['pl', 2, '2 wpisy od X'],
    ['pl', 5, '5 wpisów od X'],
    ['pl', 12, '12 wpisów od X'],
    ['pl', 22, '22 wpisy od X'],
    ['ar', 0, 'لا أخبار جديدة منذ X'],
    ['ar', 1, 'خبر واحد منذ X'],
    ['ar', 2, 'خبران منذ X'],
    ['ar', 3, '3 أخبار منذ X'],
    ['ar', 10, '10 أخبار منذ X'],
    ['ar', 11, '11 خبرًا منذ X'],
    ['ar', 99, '99 خبرًا منذ X'],
    ['ar', 100, '100 خبر منذ X'],
    ['ar', 103, '103 أخبار منذ X'],
  ] as const)('%s: %i', (language, count, words) => {
    expect(say(language, 'updatesSince', { count, since: 'X' })).toBe(words);
  });
});
