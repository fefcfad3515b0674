import { isWebAddress, type Run, settled } from '../../domain/text/runs.ts';
import { apart, codeSpan, encodeAddress, escapeLineStart, escapeText } from './escape.ts';
import { canBeLabel, labelText } from './label.ts';

/** Formatting around a stretch of text: `**` on both sides, or `[` and the address of the link. */
interface Wrapper {
  /** Equal keys mean the same formatting. */
  readonly key: string;
  readonly opens: string;
  readonly closes: string;
  /** Whether the inside is a link's label, where escapes do not work. */
  readonly isLabel?: boolean;
}

/** A run's place among the runs of its line. */
interface Position {
  readonly next: Run | undefined;
  readonly isFirst: boolean;
  readonly inLabel: boolean;
}

/** An address longer than this, in UTF-16 units, would fill a message by itself: only its label is shown. */
const longestAddress = 1_000;

const delimiters = { spoiler: '||', strike: '~~', strong: '**', emphasis: '*' } as const;

/** How to write one line of a message. */
export interface LineStyle {
  /** The address that may show a preview: the only one without angle brackets. */
  readonly unfolds?: string;
}

/** The Markdown for the runs of one line of a message. The runs contain no line break. */
export function lineMarkup(line: readonly Run[], style: LineStyle): string {
  const runs = line.some(isUnmarkable) ? settled(line.map(withoutMarks)) : line;
  const wanted = runs.map((_, index) => wrappersOf(runs, index, style));
  let markup = '';
  let space = '';
  let open: readonly Wrapper[] = [];
  for (const [index, run] of runs.entries()) {
    const { before, words, after } = spacesOf(run);
    const wrappers = wanted[index] ?? [];
    const kept = keptOpen(open, wrappers);
    const afterClose = kept.length < open.length;
    markup = closed(markup, open.slice(kept.length));
    open = kept;
    space += before;
    if (words === '' && run.clock === undefined) continue;
    markup += space;
    const isFirst = markup === '';
    const added = byExtent(missing(wrappers, kept), wanted, index);
    open = [...kept, ...added];
    const position = {
      next: runs[index + 1],
      isFirst,
      inLabel: open.some(({ isLabel }) => isLabel === true),
    };
    markup = opened(markup, added, afterClose) + content({ ...run, text: words }, position, style);
    space = after;
  }
  return closed(markup, open);
}

/** White space has to be outside the formatting that begins or ends there: `a **bold** b`. */
function spacesOf({ text, marks }: Run): {
  readonly before: string;
  readonly words: string;
  readonly after: string;
} {
  if (marks.includes('code')) return { before: '', words: text, after: '' };
  const words = text.trim();
  const start = text.length - text.trimStart().length;
  if (words === '') return { before: text, words, after: '' };
  return { before: text.slice(0, start), words, after: text.slice(start + words.length) };
}

/**
 * A star or tilde in a bare address would end the bold, italic or struck-through text around it, so the address has
 * none: `**see** <https://example.org/a*b> **now**`.
 */
function isUnmarkable(run: Run): boolean {
  return run.url === run.text && /[*~]/.test(run.text) && run.marks.length > 0;
}

function withoutMarks(run: Run): Run {
  return isUnmarkable(run) ? { ...run, marks: run.marks.filter((mark) => mark === 'spoiler') } : run;
}

/** What is open and may stay so: everything up to the first one that has to end. */
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

/** The formatting that reaches furthest is opened first: `**one *two***`, not `***one*** *two*`. */
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

/**
 * Escapes do not protect against the ends of spoilers and struck-through text, so the same character before such an
 * end is separated from it: in `~~about 20\~~~`, Discord would take the first two tildes for the end.
 */
function closed(markup: string, wrappers: readonly Wrapper[]): string {
  const innermost = wrappers.at(-1)?.closes;
  const joins = (innermost === '||' || innermost === '~~') && markup.at(-1) === innermost[0];
  return (
    (joins ? markup + apart : markup) +
    wrappers
      .map(({ closes }) => closes)
      .toReversed()
      .join('')
  );
}

/**
 * Where formatting ends and other formatting begins with the same character, the two are separated: in
 * `**one***two*`, nobody knows which star belongs to which.
 */
function opened(markup: string, wrappers: readonly Wrapper[], afterClose: boolean): string {
  const opens = wrappers.map((wrapper) => wrapper.opens).join('');
  const joins = afterClose && opens !== '' && markup.at(-1) === opens[0];
  return (joins ? markup + apart : markup) + opens;
}

function wrappersOf(runs: readonly Run[], index: number, style: LineStyle): readonly Wrapper[] {
  const run = runs[index];
  if (run === undefined || run.clock !== undefined) return [];
  const wrappers: Wrapper[] = [];
  for (const [mark, sign] of Object.entries(delimiters)) {
    if (run.marks.some((worn) => worn === mark)) wrappers.push({ key: mark, opens: sign, closes: sign });
  }
  if (run.url === undefined || run.url === run.text) return wrappers;
  const link = linkWrapper(run.url, runsOfLink(runs, index, run.url), style);
  return link.isLabel ? [link, ...wrappers] : [...wrappers, link];
}

/** A masked link, `[label](<address>)`. After a label that Discord would not accept, the address: `and//or (<…>)`. */
function linkWrapper(url: string, label: readonly Run[], style: LineStyle): Wrapper {
  const key = `link ${url}`;
  const address = encodeAddress(url);
  if (address.length > longestAddress) return { key, opens: '', closes: '' };
  const target = url === style.unfolds ? address : `<${address}>`;
  if (!canBeLabel(label)) return { key, opens: '', closes: ` (${target})` };
  return { key, opens: '[', closes: `](${target})`, isLabel: true };
}

/** The runs around `index` that link to the same address. */
function runsOfLink(runs: readonly Run[], index: number, url: string): readonly Run[] {
  const belongs = (run: Run | undefined) => run !== undefined && run.url === url && run.text !== url;
  let start = index;
  while (belongs(runs[start - 1])) start -= 1;
  let end = index + 1;
  while (belongs(runs[end])) end += 1;
  return runs.slice(start, end);
}

/** The text of a run, in the form that its place needs. */
function content(run: Run, { next, isFirst, inLabel }: Position, style: LineStyle): string {
  if (run.clock !== undefined) {
    return `${isFirst ? '' : ' · '}<t:${Math.floor(run.clock / 1000)}:t> ${run.yours ?? 'your time'}`;
  }
  if (run.marks.includes('code')) return codeSpan(run.text);
  if (run.url !== undefined && run.url === run.text && isWebAddress(run.text)) {
    const ends = next === undefined || /^\s/.test(next.text);
    return run.url === style.unfolds && ends ? run.text : `<${shownAddress(run)}>`;
  }
  if (inLabel) return labelText(run.text);
  const escaped = escapeText(run.text);
  return isFirst ? escapeLineStart(escaped) : escaped;
}

/** Two pipes in an address would end the spoiler around it. */
function shownAddress({ text, marks }: Run): string {
  return marks.includes('spoiler') ? text.replaceAll('||', '%7C%7C') : text;
}
