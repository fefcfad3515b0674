/** How deeply lists, quotes and images may be nested; anything deeper is text. */
const mostLevels = 24;

/** Two columns of indentation are the least that a list within a list takes. */
const columnsPerLevel = 2;

/** Put where nesting ends. Cleaned text does not contain it, and it is removed before anything is shown. */
const stop = '\u200b';

const marker = /([ \t]*)(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;
const rule = /[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/y;

/**
 * Limits how many lists and quotes a line may open or continue, and how many images may be nested, to what a reader
 * could tell apart: the time for parsing grows with depth times length, and each level takes stack memory. Markers
 * beyond the limit become text, as typed.
 */
export function limitNesting(markdown: string): string {
  return limitImages(markdown.split('\n').map(limitLine).join('\n'));
}

function limitImages(markdown: string): string {
  let levels = 0;
  return markdown.replace(/!\[|\]/g, (sign) => {
    levels = sign === ']' ? Math.max(levels - 1, 0) : levels + 1;
    return levels > mostLevels && sign !== ']' ? `!${stop}[` : sign;
  });
}

function limitLine(line: string): string {
  let levels = 0;
  for (let at = 0; !matchesAt(rule, line, at); at = marker.lastIndex) {
    marker.lastIndex = at;
    const found = marker.exec(line);
    if (found === null) return line;
    const space = found[1] ?? '';
    levels += 1 + Math.floor(columns(space) / columnsPerLevel);
    if (levels > mostLevels) return line.slice(0, at) + space + stop + line.slice(at + space.length);
  }
  return line;
}

function matchesAt(pattern: RegExp, line: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(line);
}

/** How many columns the white space takes; a tab counts as four. */
function columns(space: string): number {
  return space.replaceAll('\t', '    ').length;
}
