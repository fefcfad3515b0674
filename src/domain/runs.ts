import { cleanText } from './clean-text.ts';
import type { Instant } from './instant.ts';
import type { Inline } from './rich-text.ts';

/** How a stretch of text looks. `heading` and `small` are the weight of the block that it stands in. */
export type Mark = 'strong' | 'emphasis' | 'strike' | 'spoiler' | 'code' | 'heading' | 'small';

/** A stretch of text that looks the same throughout. Line breaks are `\n` in runs without marks. */
export interface Run {
  readonly text: string;
  /** Without repetition; the order says nothing. */
  readonly marks: readonly Mark[];
  /** The web address that the text leads to. Equal to the text where the bare address is shown. */
  readonly url?: string;
  /** A stamp in the reader's own zone; then `text` is empty. */
  readonly clock?: Instant;
}

/** What surrounds an inline node: the marks, and the address of the link that it stands in. */
interface Surroundings {
  readonly marks: readonly Mark[];
  readonly url?: string;
}

const bareAddress = /https?:\/\/[^\s<>"|`]+/gi;
const afterAddress = /[.,;:!?'*_~\]]+$|(?<!\([^)]*)\)+[.,;:!?'*_~\]]*$/;
const webAddress = /^https?:\/\/[^\s<>]+$/i;

/** Whether a link may lead there: http and https are what every platform links. */
export function isWebAddress(url: string): boolean {
  return webAddress.test(url) && URL.canParse(url);
}

/**
 * Inline nodes as runs, cleaned: bare web addresses become runs of their own, marks never begin or end in white
 * space or reach over a line break, code carries no other mark (a spoiler and a link win over code), and
 * neighbours that look the same are one run.
 */
export function toRuns(children: readonly Inline[], marks: readonly Mark[] = []): readonly Run[] {
  return merge(settleSpaces(merge(children.flatMap((child) => flatten(child, { marks })))));
}

/** Joins neighbours that look the same, and drops empty ones. */
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
      return textRuns(cleanText(node.value), around);
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
      return [{ text: '', marks: [], clock: node.at }];
  }
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

/** Lets white space keep a mark or a link only where the words on both sides have it too. */
function settleSpaces(runs: readonly Run[]): readonly Run[] {
  const tokens = runs.flatMap(wordsAndSpaces);
  let before: Run | undefined;
  const after: (Run | undefined)[] = [];
  for (let i = tokens.length - 1, next: Run | undefined; i >= 0; i -= 1) {
    after[i] = next;
    const token = tokens[i];
    if (token && !isSpace(token)) next = token;
  }
  return tokens.map((token, i) => {
    if (isSpace(token)) return settled(token, before, after[i]);
    before = token;
    return token;
  });
}

function settled(space: Run, before: Run | undefined, after: Run | undefined): Run {
  if (space.text.includes('\n')) return { text: space.text, marks: [] };
  const marks = space.marks.filter((mark) => before?.marks.includes(mark) && after?.marks.includes(mark));
  if (space.url === undefined || before?.url !== space.url || after?.url !== space.url) {
    return { text: space.text, marks };
  }
  return { text: space.text, marks, url: space.url };
}

function wordsAndSpaces(run: Run): readonly Run[] {
  if (run.marks.includes('code') || run.clock !== undefined) return [run];
  return run.text.split(/(\s+)/).map((piece) => ({ ...run, text: piece }));
}

function isSpace(run: Run): boolean {
  return run.clock === undefined && run.text.trim() === '';
}
