import { arabicTimes } from './arabic-times.ts';
import type { Language } from './language.ts';
import { polishTimes } from './polish-times.ts';

/** A pattern that finds the words of a language, and the meaning of each. */
interface Reading {
  readonly pattern: RegExp;
  readonly meaning: ReadonlyMap<string, string>;
}

const readings: Readonly<Record<Exclude<Language, 'en'>, Reading>> = {
  pl: readingOf(polishTimes),
  ar: readingOf(arabicTimes),
};

/**
 * Translates the words of a typed time from a language into English, whether or not they have their accents. English
 * words stay, since they work in every story.
 */
export function timeInEnglish(text: string, language: Language): string {
  if (language === 'en') return text;
  const { pattern, meaning } = readings[language];
  return plain(text).replaceAll(pattern, (found, word: string) => meaning.get(word) ?? found);
}

/** Matches any of the words as a whole, with the full stop of an abbreviation, and longer ones first. */
function readingOf(words: Readonly<Record<string, string>>): Reading {
  const meaning = new Map(Object.entries(words).map(([word, english]) => [plain(word), english]));
  const longestFirst = [...meaning.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\d])(${longestFirst.join('|')})(?!\\p{L})\\.?`, 'gu');
  return { pattern, meaning };
}

/** Lower case without accents, single spaces, and the digits 0–9. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[\s،]+/g, ' ');
}
