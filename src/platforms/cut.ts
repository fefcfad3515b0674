import { type Line, lineText, trimEnds } from '../domain/lines.ts';
import { merge, type Run } from '../domain/runs.ts';

/** A line in two: what still goes onto this part, and what goes on in the next. */
export type Halves = readonly [Line, Line];

/** How much of a line may be looked at for one part, in UTF-16 units: no platform's part is longer. */
const windowUnits = 4_200;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Cuts a line so that its first half still fits: after a sentence (in code, after a row), else after a word, else
 * after a grapheme, and never inside a link, an address or inline code. A better kind of place is preferred as long
 * as that leaves at least half of what could have gone along. Returns undefined when not even one grapheme fits.
 */
export function cutLine(line: Line, fits: (head: Line) => boolean): Halves | undefined {
  const text = lineText(line).slice(0, windowUnits);
  const allowed = outside(unbreakable(line));
  const furthest = best(line, fits, graphemeEnds(text).filter(allowed));
  if (furthest === undefined) return undefined;
  const kinds = [line.kind === 'code' ? rowEnds(text) : sentenceEnds(text), wordEnds(text)];
  for (const ends of kinds) {
    const at = best(
      line,
      fits,
      ends.filter(allowed).filter((end) => end <= furthest),
    );
    if (at !== undefined && at * 2 >= furthest) return halve(line, at);
  }
  return halve(line, furthest);
}

/** Cuts where nothing better can be done: inside a link or code at a grapheme, else at a code point. */
export function forceCut(line: Line, fits: (head: Line) => boolean): Halves | undefined {
  const text = lineText(line).slice(0, windowUnits);
  const at = best(line, fits, graphemeEnds(text)) ?? best(line, fits, codePointEnds(text));
  return at === undefined ? undefined : halve(line, at);
}

/** The last of the ends, which ascend, at which the head still fits. */
function best(line: Line, fits: (head: Line) => boolean, ends: readonly number[]): number | undefined {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(halve(line, ends[middle] ?? 0)[0])) low = middle + 1;
    else high = middle;
  }
  return ends[low - 1];
}

/** The line before and after a place in its text; white space at the cut goes, a row's indentation in code stays. */
function halve(line: Line, at: number): Halves {
  const { marker: _, ...unmarked } = line;
  const head = sliceRuns(line.runs, 0, at);
  const tail = sliceRuns(line.runs, at, Number.POSITIVE_INFINITY);
  if (line.kind !== 'code')
    return [
      { ...line, runs: trimEnds(head) },
      { ...unmarked, runs: trimEnds(tail) },
    ];
  const rows = head.map((run) => ({ ...run, text: run.text.trimEnd() }));
  return [
    { ...line, runs: rows },
    { ...unmarked, runs: tail },
  ];
}

function sliceRuns(runs: readonly Run[], from: number, to: number): readonly Run[] {
  let start = 0;
  const kept: Run[] = [];
  for (const run of runs) {
    const end = start + run.text.length;
    const text = run.text.slice(Math.max(from - start, 0), Math.max(to - start, 0));
    if (text !== '') kept.push(text === run.text ? run : shortened(run, text));
    else if (run.clock !== undefined && (from === 0 || end > from) && end <= to) kept.push(run);
    start = end;
  }
  return merge(kept);
}

/** A piece of a shown address is not an address. */
function shortened(run: Run, text: string): Run {
  return run.url === run.text ? { text, marks: run.marks } : { ...run, text };
}

/** The stretches, as offsets, that a cut must leave whole. */
function unbreakable(line: Line): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  let start = 0;
  let before: Run | undefined;
  for (const run of line.runs) {
    const end = start + run.text.length;
    const last = stretches.at(-1);
    if (last && run.url !== undefined && before?.url === run.url) last[1] = end;
    else if (run.url !== undefined || run.marks.includes('code')) stretches.push([start, end]);
    start = end;
    before = run;
  }
  return stretches;
}

function outside(stretches: readonly (readonly [number, number])[]): (at: number) => boolean {
  return (at) => stretches.every(([start, end]) => at <= start || at >= end);
}

function segmentEnds(segmenter: Intl.Segmenter, text: string): readonly number[] {
  return Array.from(segmenter.segment(text), ({ index }) => index).slice(1);
}

function graphemeEnds(text: string): readonly number[] {
  return segmentEnds(graphemes, text);
}

function sentenceEnds(text: string): readonly number[] {
  return segmentEnds(sentences, text);
}

function wordEnds(text: string): readonly number[] {
  return Array.from(text.matchAll(/\s+(?=\S)/g), ({ index, 0: space }) => index + space.length);
}

function rowEnds(text: string): readonly number[] {
  return Array.from(text.matchAll(/\n(?=.)/gs), ({ index }) => index + 1);
}

function codePointEnds(text: string): readonly number[] {
  return Array.from(text.matchAll(/./gsu), ({ index }) => index).slice(1);
}
