/** Invisible; keeps two things apart that Discord would read as one. */
export const apart = '\u200b';

const special = /[\\*_~`|[\]<]|(?<=\])\(/g;
const shortcode = /:(?=([^\s:]{1,80}):)/g;
/** Among numbers only these name an emoji; times such as 10:30:45 stay as they are. */
const emojiName = /[a-z]|^(?:[+-]1|100|1234)$/i;
const scheme = /(https?|steam):(?=\/\/)/gi;
const everyone = /@(?=everyone|here)/gi;
const lineStart = /^(\s*)(#{1,3}(?=\s|$)|-#(?=\s|$)|[-+](?=\s|$)|>)/;
const numbered = /^(\s*\d+)([.)])(?=\s|$)/;

/**
 * Text that Discord shows as it is (Discord's documentation, "Message Formatting", and its help page on Markdown).
 * What Discord would read is escaped with a backslash. A backslash does not stop `@everyone` and `@here`, and
 * `allowed_mentions` only stops their sound: a zero-width space after the `@` makes them words for good, also where
 * a reader copies them.
 */
export function escapeText(text: string): string {
  return text
    .replace(special, '\\$&')
    .replace(shortcode, (colon, name: string) => (emojiName.test(name) ? '\\:' : colon))
    .replace(scheme, '$1\\:')
    .replace(everyone, `@${apart}`);
}

/** The same for text, already escaped, at the start of a line, where headings, lists, quotes and small print begin. */
export function escapeLineStart(escaped: string): string {
  return escaped.replace(lineStart, '$1\\$2').replace(numbered, '$1\\$2');
}

/** An address as it can stand in `[label](<address>)`: characters that end it or begin formatting are percent-encoded. */
export function encodeAddress(url: string): string {
  return new URL(url).href.replace(/[()<>*~|`\\\s]/g, (found) => percent(found));
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * Inline code. Backticks inside need a longer fence, and Discord knows no fence longer than two here: runs of them,
 * and those at the ends, are kept apart with zero-width spaces.
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

/** The inside of a code block: no three backticks in a row, as Discord has no longer fence. */
export function fencedText(value: string): string {
  return withoutLabelEnd(value).replace(/``(?=`)/g, `\`\`${apart}`);
}

/** Discord looks for the last `](` that could end a link's label, also beyond the link and in code, up to the next `[`. */
function withoutLabelEnd(code: string): string {
  const [before = '', ...after] = code.split('[');
  return [before.replaceAll('](', `]${apart}(`), ...after].join('[');
}
