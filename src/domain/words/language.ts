/** A language for Dateline's own words. What editors write is never translated. */
export type Language = 'en' | 'pl' | 'ar';

/** The languages, Dateline's first one first. */
export const languages = ['en', 'pl', 'ar'] as const satisfies readonly Language[];

/** The language of a story that has chosen none, and of every answer to an editor. */
export const defaultLanguage: Language = 'en';

/** What the languages are called in English. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  pl: 'Polish',
  ar: 'Arabic',
};

/** The direction in which a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
