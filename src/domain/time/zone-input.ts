import { defaultLanguage, type Language } from '../words/language.ts';
import { timeInEnglish } from '../words/time-words.ts';
import { tidyTime } from './clock-input.ts';
import type { Instant } from './instant.ts';
import { zoneLabel, zoneNames } from './zone-label.ts';

/** A zone with the story's own words for it and the story's language. */
interface NamedZone {
  readonly zone: string;
  readonly label?: string;
  readonly language?: Language;
}

/** A zone's name that was found in a typed time. */
interface ZoneTaken {
  /** The rest of the text. */
  readonly rest: string;
  /** Whether the name is right for a moment: `EST` is not in summer, a place always is. */
  readonly fits: (at: Instant) => boolean;
}

/** Makes one spelling of many, and translates the story's language into English. */
export function plainTime(text: string, language: Language = defaultLanguage): string {
  return tidyTime(timeInEnglish(text, language));
}

/**
 * Finds a name of the story's zone in a plain text: `1:30 am est`, `1:09 pm oslo time`. Undefined when there is none.
 * Names of other zones are not looked for.
 */
export function takeZone(text: string, story: NamedZone): ZoneTaken | undefined {
  const { zone, language = defaultLanguage } = story;
  const { seasonal, lasting } = zoneNames(story, language);
  const typed = (name: string) => ` ${plainTime(name, language)} `;
  const name = [...lasting, ...seasonal].find((one) => ` ${text} `.includes(typed(one)));
  if (name === undefined) return undefined;
  return {
    rest: ` ${text} `.replace(typed(name), ' ').trim(),
    fits: (at) => lasting.includes(name) || zoneLabel(zone, at) === name,
  };
}
