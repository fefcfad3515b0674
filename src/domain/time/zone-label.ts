import { arabicPlaces } from '../words/arabic-places.ts';
import { defaultLanguage, type Language } from '../words/language.ts';
import { polishPlaces } from '../words/polish-places.ts';
import { say } from '../words/words.ts';
import type { Instant } from './instant.ts';
import { localTime, utcOf } from './local-time.ts';

/** Abbreviations that English-language readers of a region know, by the offset from UTC in hours. */
type Abbreviations = Readonly<Record<number, string>>;

const eastern: Abbreviations = { [-5]: 'EST', [-4]: 'EDT' };
const central: Abbreviations = { [-6]: 'CST', [-5]: 'CDT' };
const mountain: Abbreviations = { [-7]: 'MST', [-6]: 'MDT' };
const pacific: Abbreviations = { [-8]: 'PST', [-7]: 'PDT' };
const alaska: Abbreviations = { [-9]: 'AKST', [-8]: 'AKDT' };
const atlantic: Abbreviations = { [-4]: 'AST', [-3]: 'ADT' };
const british: Abbreviations = { 0: 'GMT', 1: 'BST' };
const centralEuropean: Abbreviations = { 1: 'CET', 2: 'CEST' };
const australianEast: Abbreviations = { 10: 'AEST', 11: 'AEDT' };
const australianCentre: Abbreviations = { 9.5: 'ACST', 10.5: 'ACDT' };

/** Zones with abbreviations in common use. All others are named by their place. */
const abbreviated: Readonly<Record<string, Abbreviations>> = {
  UTC: { 0: 'UTC' },
  'America/New_York': eastern,
  'America/Detroit': eastern,
  'America/Indiana/Indianapolis': eastern,
  'America/Kentucky/Louisville': eastern,
  'America/Toronto': eastern,
  'America/Chicago': central,
  'America/Menominee': central,
  'America/Winnipeg': central,
  'America/Denver': mountain,
  'America/Boise': mountain,
  'America/Phoenix': mountain,
  'America/Edmonton': mountain,
  'America/Los_Angeles': pacific,
  'America/Vancouver': pacific,
  'America/Anchorage': alaska,
  'America/Juneau': alaska,
  'America/Halifax': atlantic,
  'America/Puerto_Rico': atlantic,
  'America/St_Johns': { [-3.5]: 'NST', [-2.5]: 'NDT' },
  'Pacific/Honolulu': { [-10]: 'HST' },
  'Europe/London': british,
  'Europe/Amsterdam': centralEuropean,
  'Europe/Berlin': centralEuropean,
  'Europe/Brussels': centralEuropean,
  'Europe/Luxembourg': centralEuropean,
  'Europe/Madrid': centralEuropean,
  'Europe/Paris': centralEuropean,
  'Europe/Rome': centralEuropean,
  'Europe/Vienna': centralEuropean,
  'Europe/Zurich': centralEuropean,
  'Asia/Kolkata': { 5.5: 'IST' },
  'Asia/Seoul': { 9: 'KST' },
  'Asia/Tokyo': { 9: 'JST' },
  'Australia/Adelaide': australianCentre,
  'Australia/Brisbane': australianEast,
  'Australia/Darwin': australianCentre,
  'Australia/Hobart': australianEast,
  'Australia/Melbourne': australianEast,
  'Australia/Perth': { 8: 'AWST' },
  'Australia/Sydney': australianEast,
  'Pacific/Auckland': { 12: 'NZST', 13: 'NZDT' },
};

/** Places that English readers call by another name than the tz database does. */
const englishPlaces: Readonly<Record<string, string>> = {
  'America/St_Johns': "St. John's",
  'Africa/Ndjamena': "N'Djamena",
  'Antarctica/DumontDUrville': "Dumont d'Urville",
  'Asia/Ho_Chi_Minh': 'Ho Chi Minh City',
  'Asia/Shanghai': 'Beijing',
};

const places: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: englishPlaces,
  pl: { ...englishPlaces, ...polishPlaces },
  ar: { ...englishPlaces, ...arabicPlaces },
};

/**
 * The name of a zone in English: the story's own `label` if it has one, else a common abbreviation (`EDT`), else the
 * place (`Kyiv time`). `zone` is spelled as by `canonicalZone`.
 */
export function zoneLabel(zone: string, at: Instant, label?: string): string {
  return label ?? abbreviated[zone]?.[offsetHours(zone, at)] ?? placeLabel(zone);
}

/**
 * The name of a zone in any language. Abbreviations are for English readers; others get the place (`czas: Kijów`).
 */
export function zoneWords(
  { zone, label }: { readonly zone: string; readonly label?: string },
  at: Instant,
  language: Language,
): string {
  if (language === 'en') return zoneLabel(zone, at, label);
  return label ?? placeLabel(zone, language);
}

/** A zone by its place, whatever the season: `New York time`. */
export function placeLabel(zone: string, language: Language = defaultLanguage): string {
  if (zone === 'UTC') return zone;
  const place = places[language][zone] ?? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return say(language, 'zoneOfPlace', { place });
}

/** One name for the zone of several times: the place, if daylight saving began or ended between them. */
export function zoneWordsForAll(
  story: { readonly zone: string; readonly label?: string },
  moments: readonly Instant[],
  language: Language = defaultLanguage,
): string {
  const place = placeLabel(story.zone, language);
  const [one = place, ...others] = new Set(moments.map((at) => zoneWords(story, at, language)));
  return others.length === 0 ? one : place;
}

/**
 * Every name for a zone in a typed time, in English and in a language: those for the whole year and those for one
 * season.
 */
export function zoneNames(
  { zone, label }: { readonly zone: string; readonly label?: string },
  language: Language,
): { readonly lasting: readonly string[]; readonly seasonal: readonly string[] } {
  return {
    lasting: [...(label === undefined ? [] : [label]), placeLabel(zone, language), placeLabel(zone)],
    seasonal: Object.values(abbreviated[zone] ?? {}),
  };
}

/** The zones that an abbreviation such as `EST` may mean. */
export function zonesAbbreviated(abbreviation: string): readonly string[] {
  const wanted = abbreviation.toUpperCase();
  return Object.keys(abbreviated).filter((zone) => Object.values(abbreviated[zone] ?? {}).includes(wanted));
}

function offsetHours(zone: string, at: Instant): number {
  return Math.round((utcOf(localTime(at, zone)) - at) / 60_000) / 60;
}
