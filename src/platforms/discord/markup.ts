import { isWebAddress, type Run } from '../../domain/runs.ts';
import { apart, codeSpan, encodeAddress, escapeLineStart, escapeText } from './escape.ts';

/** Formatting that is open around a stretch of text. */
interface Wrapper {
  readonly key: string;
  readonly opens: string;
  readonly closes: string;
}

/** An address longer than this, in UTF-16 units, would fill a message alone: only its label is shown. */
const longestAddress = 1_000;

const delimiters = { spoiler: '||', strike: '~~', strong: '**', emphasis: '*' } as const;

/** How one line of a message is written. */
export interface LineStyle {
  /** The address that may unfold into a preview: the only one that is not wrapped in angle brackets. */
  readonly unfolds?: string;
}

/** The Markdown of the runs of one line of a message, which hold no line break. */
export function lineMarkup(runs: readonly Run[], style: LineStyle): string {
  const wanted = runs.map((_, index) => wrappersOf(runs, index, style));
  let markup = '';
  let open: readonly Wrapper[] = [];
  for (const [index, run] of runs.entries()) {
    const wrappers = wanted[index] ?? [];
    const kept = keptOpen(open, wrappers);
    const added = byExtent(missing(wrappers, kept), wanted, index);
    markup = closed(markup, open.slice(kept.length));
    markup =
      opened(markup, added, kept.length < open.length) + content(run, runs[index + 1], style, markup === '');
    open = [...kept, ...added];
  }
  return closed(markup, open);
}

function keptOpen(open: readonly Wrapper[], wanted: readonly Wrapper[]): readonly Wrapper[] {
  const end = open.findIndex((wrapper) => !has(wanted, wrapper));
  return end === -1 ? open : open.slice(0, end);
}

function missing(wanted: readonly Wrapper[], kept: readonly Wrapper[]): readonly Wrapper[] {
  return wanted.filter((wrapper) => !has(kept, wrapper));
}

function has(wrappers: readonly Wrapper[], wrapper: Wrapper): boolean {
  return wrappers.some(({ key }) => key === wrapper.key);
}

/** What reaches furthest is opened first. */
function byExtent(
  wrappers: readonly Wrapper[],
  wanted: readonly (readonly Wrapper[])[],
  from: number,
): readonly Wrapper[] {
  if (wrappers.length < 2) return wrappers;
  const extent = (wrapper: Wrapper) => {
    let end = from;
    while (has(wanted[end] ?? [], wrapper)) end += 1;
    return end;
  };
  return wrappers.toSorted((a, b) => extent(b) - extent(a));
}

/** A spoiler's end does not heed escapes: a pipe before it is kept apart. */
function closed(markup: string, wrappers: readonly Wrapper[]): string {
  const joins = wrappers.length > 0 && markup.endsWith('|') && wrappers.at(-1)?.closes.startsWith('|');
  return (
    (joins ? markup + apart : markup) +
    wrappers
      .map(({ closes }) => closes)
      .toReversed()
      .join('')
  );
}

/** Where formatting ends and other formatting begins with the same sign, the two are kept apart. */
function opened(markup: string, wrappers: readonly Wrapper[], afterClose: boolean): string {
  const opens = wrappers.map((wrapper) => wrapper.opens).join('');
  const joins = afterClose && opens !== '' && markup.at(-1) === opens[0];
  return (joins ? markup + apart : markup) + opens;
}

function wrappersOf(runs: readonly Run[], index: number, style: LineStyle): readonly Wrapper[] {
  const run = runs[index];
  if (run === undefined || run.clock !== undefined) return [];
  const wrappers: Wrapper[] = [];
  if (run.url !== undefined && run.url !== run.text) wrappers.push(linkWrapper(runs, index, run.url, style));
  for (const [mark, sign] of Object.entries(delimiters)) {
    const bare = run.url === run.text && /[*~]/.test(run.text) && mark !== 'spoiler';
    const marked = run.marks.some((worn) => worn === mark);
    if (marked && !bare) wrappers.push({ key: mark, opens: sign, closes: sign });
  }
  return wrappers;
}

/**
 * Discord shows a masked link as its source when the label holds an address or single square brackets; there the
 * address follows the label.
 */
function linkWrapper(runs: readonly Run[], index: number, url: string, style: LineStyle): Wrapper {
  const key = `link ${url}`;
  const address = encodeAddress(url);
  if (address.length > longestAddress) return { key, opens: '', closes: '' };
  const label = labelAround(runs, index, url);
  const target = url === style.unfolds ? address : `<${address}>`;
  if (/:\/\//.test(label) || !balanced(label)) return { key, opens: '', closes: ` (${target})` };
  return { key, opens: '[', closes: `](${target})` };
}

function labelAround(runs: readonly Run[], index: number, url: string): string {
  const belongs = (run: Run | undefined) => run !== undefined && run.url === url && run.text !== url;
  let start = index;
  while (belongs(runs[start - 1])) start -= 1;
  let label = '';
  for (let at = start; belongs(runs[at]); at += 1) label += runs[at]?.text ?? '';
  return label;
}

function balanced(label: string): boolean {
  let depth = 0;
  for (const character of label) {
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (depth < 0 || depth > 1) return false;
  }
  return depth === 0;
}

function content(run: Run, next: Run | undefined, style: LineStyle, first: boolean): string {
  if (run.clock !== undefined) return `${first ? '' : ' · '}<t:${Math.floor(run.clock / 1000)}:t> your time`;
  if (run.marks.includes('code')) return codeSpan(run.text);
  if (run.url !== undefined && run.url === run.text && isWebAddress(run.text)) {
    const ends = next === undefined || /^\s/.test(next.text);
    return run.url === style.unfolds && ends ? run.text : `<${run.text}>`;
  }
  const escaped = escapeText(run.text);
  return first ? escapeLineStart(escaped) : escaped;
}
