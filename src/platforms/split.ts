import type { Line } from '../domain/text/lines.ts';
import { cutLine, forceCut } from './cut.ts';

/**
 * How full a part with these lines is; above 1 it exceeds a limit of the platform. `index` counts the parts from 0.
 * More lines must never give less.
 */
export type Load = (lines: readonly Line[], index: number) => number;

/** How to split a text. */
export interface SplitRules {
  readonly load: Load;
  /** Whether the first part should end with a whole line if possible, because its limit is that of a caption. */
  readonly wholeFirst?: boolean;
}

type Filled = readonly [part: readonly Line[], rest: readonly Line[]];

/**
 * A part that is at least this full may end where a block ends; an emptier one also takes the start of the next
 * block.
 */
const fullEnough = 0.5;

/** Room is kept for the longest mark, so that a growing number of parts moves nothing. */
const longestMark = partMark(9_999, 9_999);

/** The line `(1/2)` at the end of each of several parts. */
function partMark(number: number, of: number): Line {
  return { kind: 'small', runs: [{ text: `(${number}/${of})`, marks: ['small'] }], depth: 0 };
}

/**
 * Splits lines into as many parts as their platform needs, each with its mark when there is more than one. A part is
 * filled without regard to what follows it, so a change at the end of a long text leaves the earlier parts as they
 * were. A heading stays with what it heads.
 */
export function splitLines(lines: readonly Line[], rules: SplitRules): readonly (readonly Line[])[] {
  if (rules.load(lines, 0) <= 1) return [lines];
  const parts: (readonly Line[])[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const [part, after] = fill(rest, parts.length, rules);
    parts.push(part);
    rest = after;
  }
  return parts.map((part, index) => [...part, partMark(index + 1, parts.length)]);
}

function fill(lines: readonly Line[], index: number, rules: SplitRules): Filled {
  const load = (part: readonly Line[]) => rules.load([...part, longestMark], index);
  const count = wholeLines(lines, load);
  const next = lines[count];
  if (next === undefined) return [lines, []];
  const upTo = withoutHeadings(lines, count);
  const whole = lines.slice(0, upTo);
  const endsHere = rules.wholeFirst && index === 0 ? count > 0 : upTo > 0 && load(whole) >= fullEnough;
  if (endsHere) return breakAt(lines, upTo || count);
  return cutAt(lines, count, load) ?? (count > 0 ? breakAt(lines, upTo || count) : forced(lines, load));
}

/** How many lines fit as a whole, from the first on. */
function wholeLines(lines: readonly Line[], load: (part: readonly Line[]) => number): number {
  const fits = (count: number) => load(lines.slice(0, count)) <= 1;
  let over = 1;
  while (over <= lines.length && fits(over)) over *= 2;
  let count = Math.floor(over / 2);
  for (let step = count / 2; step >= 1; step /= 2) {
    if (count + step <= lines.length && fits(count + step)) count += step;
  }
  return count;
}

/** `count` without the headings at the end; 0 when there is nothing else. */
function withoutHeadings(lines: readonly Line[], count: number): number {
  let upTo = count;
  while (upTo > 0 && lines[upTo - 1]?.kind === 'heading') upTo -= 1;
  return upTo;
}

function breakAt(lines: readonly Line[], count: number): Filled {
  return [lines.slice(0, count), lines.slice(count)];
}

function cutAt(
  lines: readonly Line[],
  count: number,
  load: (part: readonly Line[]) => number,
): Filled | undefined {
  const whole = lines.slice(0, count);
  const next = lines[count];
  const halves = next && cutLine(next, (head) => load([...whole, head]) <= 1);
  return (
    halves && [
      [...whole, halves[0]],
      [halves[1], ...lines.slice(count + 1)],
    ]
  );
}

/** The first line cannot be cut well. It is cut badly; if even that fails, the platform will refuse it. */
function forced(lines: readonly Line[], load: (part: readonly Line[]) => number): Filled {
  const [first, ...others] = lines;
  const halves = first && forceCut(first, (head) => load([head]) <= 1);
  return halves ? [[halves[0]], [halves[1], ...others]] : breakAt(lines, 1);
}
