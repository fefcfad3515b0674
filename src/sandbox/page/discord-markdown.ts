import type { ShownBlock, ShownInline, ShownItem, TimeStyle } from './shown.ts';

/** The name behind a mention; undefined when nobody and nothing has that id. */
export type NameOf = (kind: 'person' | 'channel', id: string) => string | undefined;

/** Everything that can begin within a line (Discord, "Message Formatting", and its help page "Markdown Text 101"). */
const inline = new RegExp(
  [
    /(?<fence>`+)(?<code>.+?)(?<!`)\k<fence>(?!`)/,
    /\\(?<escaped>[^\p{L}\p{N}\s])/u,
    /\[(?<label>(?:\\.|[^\]\\])+)\]\(<?(?<target>https?:\/\/[^\s<>]+?)>?\)/,
    /<t:(?<moment>-?\d{1,13})(?::(?<style>[tTdDfFR]))?>/,
    /<(?<sign>@[!&]?|#)(?<id>\d{1,20})>/,
    /<\/(?<command>[^:>]+):\d+>/,
    /<(?<address>https?:\/\/[^\s>]+)>/,
    /(?<bare>https?:\/\/[^\s<>]*[^\s<>.,:;"'\])])/,
    /\*\*(?<bold>(?=\S)(?:\\.|[^\\])+?)\*\*(?!\*)/,
    /__(?<underline>(?:\\.|[^\\])+?)__(?!_)/,
    /\*(?<starred>(?=[^\s*])(?:\\.|[^*\\]|\*\*.+?\*\*)+)\*(?!\*)/,
    /(?<![\p{L}\p{N}])_(?<slanted>(?:\\.|[^_\\])+)_(?![\p{L}\p{N}])/u,
    /~~(?<strike>(?:\\.|[^\\])+?)~~/,
    /\|\|(?<spoiler>(?:\\.|[^\\])+?)\|\|/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

type Groups = Partial<Record<string, string>>;

const marks = [
  ['bold', 'bold'],
  ['underline', 'underline'],
  ['starred', 'italic'],
  ['slanted', 'italic'],
  ['strike', 'strike'],
  ['spoiler', 'spoiler'],
] as const;

/**
 * A message's Markdown as the blocks that Discord's app shows. Never throws: what is not formatting stays as text.
 */
export function readDiscordMarkdown(markdown: string, nameOf: NameOf): readonly ShownBlock[] {
  // split() puts what the pattern captures, the insides of code blocks, at the odd indexes.
  return markdown.split(/^```(?:[\w+-]+\n|\n)?([\s\S]*?)\n?```(?:\n|$)/m).flatMap((part, index) => {
    if (index % 2 === 1) return [{ kind: 'code' as const, text: part }];
    return part === '' ? [] : readLines(part.replace(/\n$/, '').split('\n'), nameOf);
  });
}

function readLines(lines: readonly string[], nameOf: NameOf): readonly ShownBlock[] {
  const blocks: ShownBlock[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const { block, taken } = readBlock(rest, nameOf);
    blocks.push(block);
    rest = rest.slice(taken);
  }
  return blocks;
}

interface ReadBlock {
  readonly block: ShownBlock;
  /** How many lines the block takes up. */
  readonly taken: number;
}

function readBlock(lines: readonly string[], nameOf: NameOf): ReadBlock {
  const [line = ''] = lines;
  if (line.startsWith('>>> ')) {
    const inside = [line.slice(4), ...lines.slice(1)];
    return { block: { kind: 'quote', blocks: readLines(inside, nameOf) }, taken: lines.length };
  }
  if (isQuoted(line)) {
    const quoted = leading(lines, isQuoted);
    const blocks = readLines(
      quoted.map((one) => one.slice(2)),
      nameOf,
    );
    return { block: { kind: 'quote', blocks }, taken: quoted.length };
  }
  if (itemForm.test(line)) {
    const items = leading(lines, (one) => itemForm.test(one));
    return { block: { kind: 'list', items: items.map((one) => readItem(one, nameOf)) }, taken: items.length };
  }
  return { block: readLine(line, nameOf), taken: 1 };
}

const itemForm = /^(?<indent> *)(?<marker>[-*]|\d{1,4}\.) +(?<text>\S.*)$/;

function readItem(line: string, nameOf: NameOf): ShownItem {
  const { indent = '', marker = '', text = '' } = itemForm.exec(line)?.groups ?? {};
  const isNumbered = marker.endsWith('.');
  return {
    depth: Math.floor(indent.length / 2),
    marker: isNumbered ? marker : '•',
    inner: readInline(text, nameOf),
  };
}

function isQuoted(line: string): boolean {
  return line.startsWith('> ');
}

function leading(lines: readonly string[], fits: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !fits(line));
  return end < 0 ? lines : lines.slice(0, end);
}

function readLine(line: string, nameOf: NameOf): ShownBlock {
  const [, sign = '', text = line] = /^(#{1,3}|-#) +(\S.*)$/.exec(line) ?? [];
  const inner = readInline(text, nameOf);
  switch (sign) {
    case '#':
    case '##':
    case '###':
      return { kind: 'heading', level: sign.length === 1 ? 1 : sign.length === 2 ? 2 : 3, inner };
    case '-#':
      return { kind: 'subtext', inner };
    default:
      return { kind: 'line', inner };
  }
}

function readInline(text: string, nameOf: NameOf): readonly ShownInline[] {
  const found: ShownInline[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push(toInline(match.groups ?? {}, match[0], nameOf));
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

function toInline(groups: Groups, whole: string, nameOf: NameOf): ShownInline {
  const { code, escaped, label, target = '', moment, style = 'f', command } = groups;
  const { sign = '', id, address = groups['bare'] } = groups;
  if (code !== undefined) return { kind: 'code', text: code.trim() };
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  if (label !== undefined) return { kind: 'link', address: target, inner: readInline(label, nameOf) };
  // The pattern allows only the seven styles.
  if (moment !== undefined) return { kind: 'time', at: Number(moment) * 1_000, style: style as TimeStyle };
  if (command !== undefined) return { kind: 'mention', text: `/${command}` };
  if (address !== undefined) return { kind: 'link', address, inner: [{ kind: 'text', text: address }] };
  if (id !== undefined) return mentionOf(sign, nameOf(sign === '#' ? 'channel' : 'person', id));
  for (const [group, kind] of marks) {
    const inside = groups[group];
    if (inside !== undefined) return { kind, inner: readInline(inside, nameOf) };
  }
  return { kind: 'text', text: whole };
}

function mentionOf(sign: string, name: string | undefined): ShownInline {
  const mark = sign === '#' ? '#' : '@';
  return { kind: 'mention', text: `${mark}${name ?? 'unknown'}` };
}
