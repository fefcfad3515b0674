/** Invisible; separates two things that Discord would read as one. */
export const apart = '\u200b';

const special = /[\\*_~`|[\]<]|(?<=\])\(/g;
const shortcode = /:(?=([^\s:]{1,80}):)/g;
/** Of the names of only digits, just these are emoji; times such as 10:30:45 are left alone. */
const emojiName = /[a-z]|^(?:[+-]1|100|1234)$/i;
const scheme = /(https?|steam):(?=\/\/)/gi;
const everyone = /@(?=everyone|here)/gi;
const lineStart = /^(\s*)(#{1,3}(?=\s|$)|-#(?=\s|$)|[-+](?=\s|$)|>)/;
const numbered = /^(\s*\d+)([.)])(?=\s|$)/;

/**
 * Text that Discord shows as it is (Discord's documentation, "Message Formatting", and its help page on Markdown).
 * Formatting characters are escaped with a backslash. That does not help with `@everyone` and `@here`, and
 * `allowed_mentions` only stops their sound, so a zero-width space after the `@` makes them plain words, even when a
 * reader copies them.
 */
export function escapeText(text: string): string {
  return text
    .replace(special, '\\$&')
    .replace(shortcode, (colon, name: string) => (emojiName.test(name) ? '\\:' : colon))
    .replace(scheme, '$1\\:')
    .replace(everyone, `@${apart}`);
}

/**
 * Escapes what begins a heading, list, quote or small print at the start of a line. Takes text that is already
 * escaped.
 */
export function escapeLineStart(escaped: string): string {
  return escaped.replace(lineStart, '$1\\$2').replace(numbered, '$1\\$2');
}

/** An address for `[label](<address>)`: characters that end it or begin formatting are percent-encoded. */
export function encodeAddress(url: string): string {
  return new URL(url).href.replace(/[()<>*~|`\\\s]/g, (found) => percent(found));
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * Inline code. Backticks inside need a longer fence, and Discord knows none longer than two here, so runs of
 * backticks, and those at the ends, are separated with zero-width spaces.
 */
export function codeSpan(value: string): string {
  const code = withoutLabelEnd(value);
  if (!code.includes('`')) return `\`${code}\``;
  const loose = code
    .replace(/`(?=`)/g, `\`${apart}`)
    .replace(/^`/, `${apart}\``)
    .replace(/`$/, `\`${apart}`);
  return `\`\`${loose}\`\``;
}

/** The inside of a code block without three backticks in a row, since Discord has no longer fence. */
export function fencedText(value: string): string {
  return withoutLabelEnd(value).replace(/``(?=`)/g, `\`\`${apart}`);
}

/**
 * Discord takes the last `](` up to the next `[` for the end of a link's label, even beyond the link and inside code.
 */
function withoutLabelEnd(code: string): string {
  const [before = '', ...after] = code.split('[');
  return [before.replaceAll('](', `]${apart}(`), ...after].join('[');
}
