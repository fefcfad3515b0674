import { cleanText } from './clean-text.ts';
import type { Block, HeadingLevel, Inline, RichText } from './rich-text.ts';
import { type Mark, merge, type Run, toRuns } from './runs.ts';

/**
 * A block of text without blocks inside it: a paragraph, a heading or an item. Lists and quotes are known by the
 * lines that belong to them.
 */
export interface Line {
  readonly kind: 'heading' | 'plain' | 'small' | 'code';
  readonly runs: readonly Run[];
  /** Present for a heading. */
  readonly level?: HeadingLevel;
  /** May be present for code. */
  readonly language?: string;
  /** What precedes the first line of a list item: `•` or `3.`. */
  readonly marker?: string;
  /** How many lists the line is in. */
  readonly depth: number;
  /** The outermost list, and the outermost quote, that the line is in. Equal numbers mean the same one. */
  readonly list?: number;
  readonly quote?: number;
}

type Place = Pick<Line, 'depth' | 'list' | 'quote'>;

const ruleText = '———';

/** In code, white space beyond this length has no meaning. */
const longestSpace = 200;
const endlessSpace = /\s{200,}/g;

/** The lines of a text, from top to bottom. Blocks without anything visible have none. */
export function toLines(content: RichText): readonly Line[] {
  const lines: Line[] = [];
  for (const [index, block] of content.entries()) lines.push(...blockLines(block, { depth: 0 }, index));
  return lines;
}

/** The words of a line, without its marker. */
export function lineText(line: Line): string {
  return line.runs.map((run) => run.text).join('');
}

/** Whether `below` follows `above` directly, without a blank line. */
export function isTight(above: Line, below: Line): boolean {
  if (above.kind === 'code' || below.kind === 'code') return false;
  if (below.kind === 'small') return above.list === undefined;
  if (above.quote !== below.quote) return false;
  if (below.list !== undefined && below.list === above.list) return true;
  return above.kind === 'heading' && below.list !== undefined;
}

/** `outermost` numbers the block at the top of the tree, and with it the list or quote that it may be. */
function blockLines(block: Block, place: Place, outermost: number): readonly Line[] {
  switch (block.type) {
    case 'heading':
      return headingLines(block, place);
    case 'paragraph':
      return inlineLines(toRuns(block.children), { kind: 'plain', ...place });
    case 'small':
      return inlineLines(toRuns(block.children, ['small']), { kind: 'small', ...place });
    case 'rule':
      return [{ kind: 'plain', runs: [{ text: ruleText, marks: [] }], ...place }];
    case 'code-block':
      return codeLines(block, place);
    case 'quote':
      return block.children.flatMap((child) => blockLines(child, { depth: 0, quote: outermost }, outermost));
    case 'list':
      return listLines(block, place, outermost);
  }
}

function headingLines(block: Extract<Block, { type: 'heading' }>, place: Place): readonly Line[] {
  const weight: Mark = place.depth > 0 || block.level === 4 ? 'strong' : 'heading';
  const title = toRuns(oneLine(block.children), [weight]);
  const suffix = toRuns(oneLine(block.suffix ?? []));
  const space = title.length > 0 && suffix.length > 0 ? [{ text: ' ', marks: [] }] : [];
  const runs = merge([...trimEnds(title), ...space, ...trimEnds(suffix)]);
  if (place.depth > 0) return inlineLines(runs, { kind: 'plain', ...place });
  return inlineLines(runs, { kind: 'heading', level: block.level, ...place });
}

function oneLine(children: readonly Inline[]): readonly Inline[] {
  return children.map((child): Inline => {
    if (child.type === 'break') return { type: 'text', value: ' ' };
    if (child.type === 'text' && child.own !== true) {
      return { type: 'text', value: cleanText(child.value).replaceAll('\n', ' ') };
    }
    return 'children' in child ? { ...child, children: oneLine(child.children) } : child;
  });
}

function inlineLines(runs: readonly Run[], line: Omit<Line, 'runs'>): readonly Line[] {
  const trimmed = trimEnds(runs);
  return trimmed.some((run) => run.text !== '' || run.clock !== undefined)
    ? [{ ...line, runs: trimmed }]
    : [];
}

function codeLines(block: Extract<Block, { type: 'code-block' }>, place: Place): readonly Line[] {
  const text = cleanText(block.value)
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .replace(endlessSpace, (space) => space.slice(0, longestSpace))
    .trimEnd();
  if (text === '') return [];
  const runs: readonly Run[] = [{ text, marks: [] }];
  return [
    block.language
      ? { kind: 'code', runs, language: block.language, ...place }
      : { kind: 'code', runs, ...place },
  ];
}

function listLines(
  block: Extract<Block, { type: 'list' }>,
  place: Place,
  outermost: number,
): readonly Line[] {
  const inside: Place = { ...place, depth: place.depth + 1, list: outermost };
  return block.items.flatMap((item, index) => {
    const marker = block.ordered ? `${block.start + index}.` : '•';
    const lines = item.flatMap((child) => blockLines(child, inside, outermost));
    const [first, ...rest] = lines;
    const bears = first?.kind === 'plain' && first.marker === undefined && first.depth === inside.depth;
    return bears
      ? [{ ...first, marker }, ...rest]
      : [{ kind: 'plain', runs: [], marker, ...inside } as const, ...lines];
  });
}

/** Runs without white space at both ends and around line breaks. */
export function trimEnds(runs: readonly Run[]): readonly Run[] {
  const first = runs.findIndex(hasSubstance);
  const last = runs.findLastIndex(hasSubstance);
  return merge(
    runs.slice(Math.max(first, 0), last + 1).map((run, index, kept) => {
      const tidy = run.marks.includes('code') ? run.text : withoutEdges(run.text);
      const start = index === 0 ? tidy.trimStart() : tidy;
      return { ...run, text: index === kept.length - 1 ? start.trimEnd() : start };
    }),
  );
}

/** The text without white space around line breaks. */
function withoutEdges(text: string): string {
  if (!text.includes('\n')) return text;
  const rows = text.split('\n');
  return rows
    .map((row, index) => (index === 0 ? row : row.trimStart()))
    .map((row, index) => (index === rows.length - 1 ? row : row.trimEnd()))
    .join('\n');
}

function hasSubstance(run: Run): boolean {
  return run.clock !== undefined || run.text.trim() !== '';
}
