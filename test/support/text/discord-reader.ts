/**
 * What Discord shows of a message's Markdown, read independently of the renderer: block signs, delimiters, escapes,
 * masks and stamps go, text stays. Throws where formatting stays open, which Discord would show as its source.
 */
export function discordShows(markdown: string): string {
  const shown: string[] = [];
  let fence: string | undefined;
  for (const row of markdown.split('\n')) {
    const ends = row === `${fence}\`\`\``;
    const starts = fence === undefined ? /^((?:> )?)```/.exec(row) : null;
    if (fence !== undefined && !ends) shown.push(row.slice(fence.length));
    else if (starts === null && !ends) shown.push(readRow(row.replace(/^> /, '')));
    fence = ends ? undefined : (starts?.[1] ?? fence);
  }
  if (fence !== undefined) throw new Error('a code block stays open');
  return shown.join('\n').replaceAll('\u200b', '');
}

function readRow(row: string): string {
  const withoutStamp = row.replace(/( · )?<t:-?\d+:t> your time/g, '\u200b');
  return readInline(withoutStamp.replace(/^(#{1,3} |-# | *(- |(\d+\.)( |$)))/, '$3'));
}

const tokens: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/^\\([^0-9A-Za-z\s])/, (found) => found[1] ?? ''],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (found) => found[2] ?? ''],
  [/^<(https?:\/\/[^\s>]+)>/, (found) => found[1] ?? ''],
  [/^(\*\*|~~|\|\||\*|\]\([^\s)]+\)|\[)/, () => ''],
  [/^[@*_`<>[\]|~]/, (found) => found[0]],
  [/^[^\\`<*~|[\]@]+/, (found) => found[0]],
];

function readInline(row: string): string {
  let rest = row;
  let shown = '';
  const open: string[] = [];
  while (rest !== '') {
    const [found, show] = nextToken(rest);
    follow(found[0], open);
    shown += show(found);
    rest = rest.slice(found[0].length);
  }
  if (open.length > 0) throw new Error(`${open.join(' ')} stays open in: ${row}`);
  return shown;
}

function nextToken(rest: string): readonly [RegExpExecArray, (found: RegExpExecArray) => string] {
  for (const [pattern, show] of tokens) {
    const found = pattern.exec(rest);
    if (found) return [found, show];
  }
  throw new Error(`nothing reads: ${rest}`);
}

/** Keeps the delimiters that are open; `***` may close an inner pair of either length first. */
function follow(token: string, open: string[]): void {
  if (token === '[') open.push('[');
  else if (token.startsWith('](')) closeLast('[', open);
  else if (/^(\*\*?|~~|\|\|)$/.test(token)) toggle(token, open);
}

function toggle(token: string, open: string[]): void {
  if (open.includes(token)) open.splice(open.lastIndexOf(token), 1);
  else open.push(token);
}

function closeLast(token: string, open: string[]): void {
  if (open.at(-1) === token) open.pop();
  else throw new Error(`${token} closes what is not open`);
}
