import { type Line, lineText, trimEnds } from '../domain/text/lines.ts';
import { merge, type Run } from '../domain/text/runs.ts';

/** A line in two: what still fits onto this part, and what continues on the next. */
export type Halves = readonly [Line, Line];

/** Whether a beginning of the line fits onto this part. If one does, every shorter one must too. */
type Fits = (head: Line) => boolean;

/** How much of a line is looked at for one part, in UTF-16 units: no platform's part is longer. */
const windowUnits = 4_200;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Cuts a line so that its first half fits: after a sentence (in code, after a row), else after a word, else after a
 * grapheme, and never inside a link, an address or inline code. A better kind of place wins as long as the first half
 * is at least half as long as it could be. Undefined when not even one grapheme fits.
 */
export function cutLine(line: Line, fits: Fits): Halves | undefined {
  const text = lineText(line).slice(0, windowUnits);
  const words = outside(wordEnds(text), line);
  const word = best(line, fits, words);
  const furthest = reachesFar(word, words) ? word : best(line, fits, outside(graphemeEnds(text), line));
  if (furthest === undefined) return undefined;
  const better = outside(line.kind === 'code' ? rowEnds(text) : sentenceEnds(text), line);
  const at = [better.findLast((end) => end <= furthest), word].find((end) => end && end * 2 >= furthest);
  return halve(line, at ?? furthest);
}

/** Cuts where nothing better is possible: inside a link or code at a grapheme, else at a code point. */
export function forceCut(line: Line, fits: Fits): Halves | undefined {
  const text = lineText(line).slice(0, windowUnits);
  const at = best(line, fits, graphemeEnds(text)) ?? best(line, fits, codePointEnds(text));
  return at === undefined ? undefined : halve(line, at);
}

/** Whether no place before the next word, which does not fit, could be twice as far. */
function reachesFar(word: number | undefined, words: readonly number[]): boolean {
  const next = words.find((end) => word === undefined || end > word);
  return word !== undefined && next !== undefined && next <= word * 2;
}

/** The last end at which the head still fits. The ends are in ascending order. */
function best(line: Line, fits: Fits, ends: readonly number[]): number | undefined {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(headOf(line, ends[middle] ?? 0))) low = middle + 1;
    else high = middle;
  }
  return ends[low - 1];
}

/** The line before and after an offset in its text. */
function halve(line: Line, at: number): Halves {
  return [headOf(line, at), tailOf(line, at)];
}

/** Without the white space before the cut. */
function headOf(line: Line, at: number): Line {
  const head = sliceRuns(line.runs, 0, at);
  if (line.kind !== 'code') return { ...line, runs: trimEnds(head) };
  return { ...line, runs: head.map((run) => ({ ...run, text: run.text.trimEnd() })) };
}

/** Without the white space after the cut, except for a row's indentation in code. */
function tailOf(whole: Line, at: number): Line {
  const { marker: _, ...line } = whole;
  const tail = sliceRuns(line.runs, at, Number.POSITIVE_INFINITY);
  return { ...line, runs: line.kind === 'code' ? tail : trimEnds(tail) };
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

/** A piece of a shown address is not an address any more. */
function shortened(run: Run, text: string): Run {
  return run.url === run.text ? { text, marks: run.marks } : { ...run, text };
}

/** The stretches, as offsets, that a cut must not divide. */
function unbreakable(line: Line): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  let start = 0;
  let before: Run | undefined;
  for (const run of line.runs) {
    const end = start + run.text.length;
    const last = stretches.at(-1);
    if (last && run.url !== undefined && before?.url === run.url) last[1] = end;
    else if (isWhole(run)) stretches.push([run.clock === undefined ? start : start - dotOf(before), end]);
    start = end;
    before = run;
  }
  return stretches;
}

/** The length of the separator before a clock, which belongs to the clock. */
function dotOf(before: Run | undefined): number {
  return /\s*·\s*$/.exec(before?.text ?? '')?.[0].length ?? 0;
}

function isWhole(run: Run): boolean {
  return run.url !== undefined || run.clock !== undefined || run.marks.includes('code');
}

/** The ends, in ascending order, that do not divide any of the line's stretches. */
function outside(ends: readonly number[], line: Line): readonly number[] {
  const stretches = unbreakable(line);
  let next = 0;
  return ends.filter((at) => {
    while ((stretches[next]?.[1] ?? at) < at) next += 1;
    const [start, end] = stretches[next] ?? [at, at];
    return at <= start || at >= end;
  });
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
  return Array.from(text.matchAll(/(?<=\s)\S/g), ({ index }) => index);
}

function rowEnds(text: string): readonly number[] {
  return Array.from(text.matchAll(/\n(?=.)/gs), ({ index }) => index + 1);
}

function codePointEnds(text: string): readonly number[] {
  return Array.from(text.matchAll(/./gsu), ({ index }) => index).slice(1);
}
