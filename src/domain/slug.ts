/** The greatest length of a slug. */
export const maxSlugLength = 40;

/** Latin letters that Unicode does not decompose into a letter and a mark. */
const letters: Readonly<Record<string, string>> = {
  æ: 'ae',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
};

/**
 * The slug for a headline: `Lindhavn ferry strike` gives `lindhavn-ferry-strike`. Marks are removed from Latin
 * letters, other scripts are left out, and long headlines end after a word. Undefined when nothing is left.
 */
export function slugFrom(headline: string): string | undefined {
  const plain = headline
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[æđðħıłøœßþ]/g, (letter) => letters[letter] ?? '')
    .replaceAll(/['’]/g, '');
  const slug = (plain.match(/[a-z0-9]+/g) ?? []).join('-');
  return slug === '' ? undefined : cutAtWord(slug);
}

/** Whether a text is a slug: words of `a-z` and `0-9` with single hyphens between them, at most 40 characters. */
export function isSlug(text: string): boolean {
  return text.length <= maxSlugLength && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}

function cutAtWord(slug: string): string {
  if (slug.length <= maxSlugLength) return slug;
  const end = slug.lastIndexOf('-', maxSlugLength);
  return slug.slice(0, end < 1 ? maxSlugLength : end);
}
