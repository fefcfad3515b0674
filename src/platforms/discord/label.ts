import type { Run } from '../../domain/text/runs.ts';

/** What Discord does not allow in a label: addresses, invites, emoji, mentions, stamps, shortcodes, joiners. */
const refused =
  /\/\/|discord(?:app)?\.(?:gg|com)\/|\p{Emoji_Presentation}|\ufe0f|\u20e3|<[^>\s][^>]*>|@everyone|@here|:[^\s:]+:|\p{Format}/iu;

/** Characters that format in pairs, and the backslash: within a label they cannot be escaped. */
const formats = /\\|\*[^]*\*|_[^]*_|`[^]*`|~~|\|\|/;
const formatsInside = /[\\*_`~|]/;

/**
 * Whether the runs of a link can be the label of `[label](<address>)` on Discord. Against fraud, Discord shows the
 * source of a link whose label could be taken for something else, and it does not read backslashes there (answers of
 * Discord's staff in github.com/discord/discord-api-docs, issues 6088, 6185 and 6810).
 */
export function canBeLabel(runs: readonly Run[]): boolean {
  const label = runs.map((run) => run.text).join('');
  const isFormatted = runs.some((run) => run.marks.length > 0);
  return (
    !refused.test(label.normalize('NFKC')) &&
    !(isFormatted ? formatsInside : formats).test(label) &&
    !runs.some((run, index) => meets(run, runs[index + 1])) &&
    isBalanced(label)
  );
}

/** The words of a label as Discord accepts them. Discord would remove other kinds of white space. */
export function labelText(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ');
}

/** Whether one formatting ends exactly where another one begins. */
function meets(run: Run, next: Run | undefined): boolean {
  return next !== undefined && run.marks.length > 0 && next.marks.length > 0;
}

/** Discord's pattern for a label accepts pairs of square brackets, but not nested ones. */
function isBalanced(label: string): boolean {
  let depth = 0;
  for (const character of label) {
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (depth < 0 || depth > 1) return false;
  }
  return depth === 0;
}
