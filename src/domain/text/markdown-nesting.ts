/** Lists, quotes and images within one another: what stands deeper is text. */
const mostLevels = 24;

/** Two columns of indentation are the least that a list within a list takes. */
const columnsPerLevel = 2;

/** Stands where nesting ends. Cleaned text has none of it, and it is cleaned away again before anything is shown. */
const stop = '\u200b';

const marker = /([ \t]*)(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;
const rule = /[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/y;

/**
 * Markdown in which no line opens or continues more lists and quotes than a reader could tell apart, and no image's
 * text holds that many images: parsing takes time that grows with their depth times the length, and memory of the
 * stack for each of them. Markers beyond that are text, as they were typed.
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

/** A tab reaches to the next fourth column, at most. */
function columns(space: string): number {
  return space.replaceAll('\t', '    ').length;
}
