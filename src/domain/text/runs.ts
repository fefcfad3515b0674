import type { Instant } from '../time/instant.ts';
import { cleanText } from './clean-text.ts';
import type { Inline } from './rich-text.ts';

/** How a stretch of text looks. `heading` and `small` come from the block that it is in. */
export type Mark = 'strong' | 'emphasis' | 'strike' | 'spoiler' | 'code' | 'heading' | 'small';

/** A stretch of text with the same look throughout. Line breaks are `\n` in runs without marks. */
export interface Run {
  readonly text: string;
  /** No mark twice; the order has no meaning. */
  readonly marks: readonly Mark[];
  /** The web address that the text links to. Equal to the text when the bare address is shown. */
  readonly url?: string;
  /** The moment of a stamp in the reader's own zone; `text` is then empty. */
  readonly clock?: Instant;
  /** What the stamp's node says about it; see {@link Inline}. */
  readonly told?: string;
  readonly yours?: string;
}

/** The marks and the link around an inline node. */
interface Surroundings {
  readonly marks: readonly Mark[];
  readonly url?: string;
}

const bareAddress = /https?:\/\/(?:(?!\]\()[^\s<>"|`])+/gi;
const afterAddress = /[.,;:!?'*_~\]]+$|(?<!\([^)]*)\)+[.,;:!?'*_~\]]*$/;
const webAddress = /^https?:\/\/(?:(?!\]\()[^\s<>])+$/i;

/**
 * Whether an address may be linked: every platform links http and https. Addresses with `](` are left over from
 * broken Markdown, and would break again on a platform that reads Markdown.
 */
export function isWebAddress(url: string): boolean {
  return webAddress.test(url) && URL.canParse(url);
}

/**
 * Inline nodes as clean runs: bare web addresses become runs of their own; marks never begin or end in white space or
 * cross a line break; code has no other mark (a spoiler or a link wins over code); and neighbours with the same look
 * are one run.
 */
export function toRuns(children: readonly Inline[], marks: readonly Mark[] = []): readonly Run[] {
  return settled(merge(children.flatMap((child) => flatten(child, { marks }))));
}

/** The runs, with marks that neither begin nor end in white space. */
export function settled(runs: readonly Run[]): readonly Run[] {
  return runs.every(isPlain) ? merge(runs) : merge(settleSpaces(runs));
}

function isPlain({ marks, url }: Run): boolean {
  return marks.length === 0 && url === undefined;
}

/** Joins neighbours with the same look, and drops empty ones. */
export function merge(runs: readonly Run[]): readonly Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (run.text === '' && run.clock === undefined) continue;
    if (last && looksLike(last, run)) merged[merged.length - 1] = { ...last, text: last.text + run.text };
    else merged.push(run);
  }
  return merged;
}

function looksLike(a: Run, b: Run): boolean {
  if (a.url !== b.url || a.clock !== undefined || b.clock !== undefined) return false;
  if (a.url !== undefined && (a.text === a.url || b.text === b.url)) return false;
  return a.marks.length === b.marks.length && a.marks.every((mark) => b.marks.includes(mark));
}

function flatten(node: Inline, around: Surroundings): readonly Run[] {
  switch (node.type) {
    case 'text':
      return node.own === true ? [{ text: node.value, ...around }] : textRuns(cleanText(node.value), around);
    case 'strong':
    case 'emphasis':
    case 'strike':
    case 'spoiler':
      return node.children.flatMap((child) => flatten(child, withMark(around, node.type)));
    case 'code':
      return codeRuns(cleanText(node.value).replaceAll('\n', ' '), around);
    case 'link':
      return linkRuns(node, around);
    case 'break':
      return [{ text: around.url === undefined ? '\n' : ' ', ...around }];
    case 'reader-clock':
      return [clockRun(node)];
  }
}

function clockRun({ at, told, yours }: Extract<Inline, { type: 'reader-clock' }>): Run {
  return {
    text: '',
    marks: [],
    clock: at,
    ...(told !== undefined && { told }),
    ...(yours !== undefined && { yours }),
  };
}

function withMark(around: Surroundings, mark: Mark): Surroundings {
  return around.marks.includes(mark) ? around : { ...around, marks: [...around.marks, mark] };
}

function codeRuns(value: string, around: Surroundings): readonly Run[] {
  if (value.trim() === '') return [{ text: value, ...around }];
  const plain = around.url !== undefined || around.marks.includes('spoiler');
  return [plain ? { text: value, ...around } : { text: value, marks: ['code'] }];
}

function linkRuns(node: Extract<Inline, { type: 'link' }>, around: Surroundings): readonly Run[] {
  const leadsSomewhere = around.url === undefined && isWebAddress(node.url);
  const inside = leadsSomewhere ? { ...around, url: node.url } : around;
  const runs = node.children.flatMap((child) => flatten(child, inside));
  if (!leadsSomewhere || runs.some((run) => run.text.trim() !== '')) return runs;
  return [{ text: node.url, ...inside }];
}

function textRuns(value: string, around: Surroundings): readonly Run[] {
  if (around.url !== undefined) return [{ text: value.replaceAll('\n', ' '), ...around }];
  const runs: Run[] = [];
  let done = 0;
  for (const match of value.matchAll(bareAddress)) {
    const url = match[0].replace(afterAddress, '');
    if (!isWebAddress(url)) continue;
    runs.push({ text: value.slice(done, match.index), ...around }, { text: url, marks: around.marks, url });
    done = match.index + url.length;
  }
  return [...runs, { text: value.slice(done), ...around }];
}

/** White space keeps a mark or a link only if the words on both sides, on the same line, have it too. */
function settleSpaces(runs: readonly Run[]): readonly Run[] {
  const tokens = joinSpaces(runs.flatMap(wordsAndSpaces));
  let before: Run | undefined;
  const after: (Run | undefined)[] = [];
  for (let i = tokens.length - 1, next: Run | undefined; i >= 0; i -= 1) {
    after[i] = next;
    const token = tokens[i];
    if (token) next = neighbour(token, next);
  }
  return tokens.map((token, i) => {
    const settledToken = isSpace(token) ? settledSpace(token, before, after[i]) : token;
    before = neighbour(token, before);
    return settledToken;
  });
}

/** Joins adjacent white space into one token, which keeps the marks that all of it has. */
function joinSpaces(tokens: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (token.text === '' && token.clock === undefined) continue;
    if (last && isSpace(last) && isSpace(token)) joined[joined.length - 1] = joinedSpace(last, token);
    else joined.push(token);
  }
  return joined;
}

function joinedSpace(a: Run, b: Run): Run {
  const text = a.text + b.text;
  const marks = a.marks.filter((mark) => b.marks.includes(mark));
  return a.url === undefined || a.url !== b.url ? { text, marks } : { text, marks, url: a.url };
}

/** The nearest word on the same line, after passing a token. */
function neighbour(token: Run, nearest: Run | undefined): Run | undefined {
  if (!isSpace(token)) return token;
  return token.text.includes('\n') ? undefined : nearest;
}

function settledSpace(space: Run, before: Run | undefined, after: Run | undefined): Run {
  if (space.text.includes('\n')) return { text: space.text, marks: [] };
  const marks = space.marks.filter((mark) => before?.marks.includes(mark) && after?.marks.includes(mark));
  if (!isLabelOf(before, space.url) || !isLabelOf(after, space.url)) return { text: space.text, marks };
  return { ...space, marks };
}

/** Whether a run is a label with this address, rather than the bare address itself. */
function isLabelOf(run: Run | undefined, url: string | undefined): boolean {
  return url !== undefined && run?.url === url && run.text !== url;
}

function wordsAndSpaces(run: Run): readonly Run[] {
  if (run.marks.includes('code') || run.clock !== undefined) return [run];
  return run.text.split(/(\s+)/).map((piece) => ({ ...run, text: piece }));
}

function isSpace(run: Run): boolean {
  return run.clock === undefined && run.text.trim() === '';
}
