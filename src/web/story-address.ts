import { isSlug } from '../domain/slug.ts';

/** The formats of a whole story, by the ending of its address. */
export type StoryForm = 'html' | 'atom' | 'json' | 'md';

/** The formats of one entry. */
export type EntryForm = 'html' | 'ninjs';

/** Reads `lindhavn-ferries`, `lindhavn-ferries.atom`, `….json` or `….md`. Undefined for anything else. */
export function parseStoryName(
  name: string,
): { readonly slug: string; readonly form: StoryForm } | undefined {
  const [, slug = '', form = 'html'] = /^([a-z0-9-]+)(?:\.(atom|json|md))?$/.exec(name) ?? [];
  // The expression allows only these endings.
  return isSlug(slug) ? { slug, form: form as StoryForm } : undefined;
}

/** Reads `17` or `17.ninjs.json`. Undefined for anything else. */
export function parseEntryFile(
  name: string,
): { readonly number: number; readonly form: EntryForm } | undefined {
  const [, number, ending] = /^([1-9]\d{0,8})(\.ninjs\.json)?$/.exec(name) ?? [];
  if (number === undefined) return undefined;
  return { number: Number(number), form: ending === undefined ? 'html' : 'ninjs' };
}
