import type { PlatformName } from '../../domain/person.ts';
import type { RawValue } from './call.ts';
import type { Option } from './command.ts';

const entryShape = /^(?:[a-z0-9-]+\/)?#?\d+$/u;

/**
 * The raw value of an option's typed text, as its type expects it: a choice in the spelling of its list, an integer
 * as a number, an entry as `slug/17` (`17` or `#17` when exactly one story is live). What does not fit stays as
 * typed, so that the refusal can show it.
 */
export function rawValueOf(
  option: Option | undefined,
  text: string,
  liveStories: readonly string[],
): RawValue {
  switch (option?.type) {
    case 'choice':
      return option.choices?.find((choice) => choice.toLowerCase() === text.toLowerCase()) ?? text;
    case 'integer':
      return /^#?-?\d{1,15}$/u.test(text) ? Number(text.replace('#', '')) : text;
    case 'story':
      return asSlug(text);
    case 'entry':
      return entryOf(text, liveStories);
    default:
      return text;
  }
}

/** Whether a word is written like an entry: `slug/17`, `17` or `#17`. */
export function looksLikeEntry(word: string): boolean {
  return entryShape.test(asSlug(word));
}

/** A word in the spelling of slugs: lower case, with hyphens where phones have put dashes. */
export function asSlug(word: string): string {
  return word.toLowerCase().replace(/[‐‑‒–—−]/gu, '-');
}

/**
 * An option as it is typed on a platform, so that it works when pasted. On Telegram several words are quoted; on
 * Discord quotes would become part of the value.
 */
export function typedOption(name: string, value: string | number | boolean, platform: PlatformName): string {
  const words = String(value);
  return platform === 'telegram' && /\s/.test(words) ? `${name}:"${words}"` : `${name}:${words}`;
}

function entryOf(text: string, liveStories: readonly string[]): string {
  if (!looksLikeEntry(text)) {
    return text;
  }
  const entry = asSlug(text).replace('#', '');
  const [onlyStory, ...others] = liveStories;
  return entry.includes('/') || onlyStory === undefined || others.length > 0
    ? entry
    : `${onlyStory}/${entry}`;
}
