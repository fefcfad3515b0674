import type { Run } from '../../domain/text/runs.ts';

/** What Discord does not take in a label: addresses, invites, emoji, mentions, stamps, shortcodes, joiners. */
const refused =
  /\/\/|discord(?:app)?\.(?:gg|com)\/|\p{Emoji_Presentation}|\ufe0f|\u20e3|<[^>\s][^>]*>|@everyone|@here|:[^\s:]+:|\p{Format}/iu;

/** Signs that format in pairs, and the backslash: within a label there is no way to escape them. */
const formats = /\\|\*[^]*\*|_[^]*_|`[^]*`|~~|\|\|/;
const formatsInside = /[\\*_`~|]/;

/**
 * Whether the runs of a link can be the label of `[label](<address>)` on Discord. For fear of fraud Discord shows the
 * source of a link whose label could be taken for something else, and backslashes there are shown rather than read
 * (staff's answers in github.com/discord/discord-api-docs, issues 6088, 6185 and 6810).
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

/** The words of a label as Discord takes them: white space of other kinds would be taken out there. */
export function labelText(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ');
}

/** Whether one formatting ends where another one begins. */
function meets(run: Run, next: Run | undefined): boolean {
  return next !== undefined && run.marks.length > 0 && next.marks.length > 0;
}

/** Discord's pattern for a label takes pairs of square brackets, but no pair within a pair. */
function isBalanced(label: string): boolean {
  let depth = 0;
  for (const character of label) {
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (depth < 0 || depth > 1) return false;
  }
  return depth === 0;
}
