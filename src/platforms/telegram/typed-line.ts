import { type Mark, type Run, settled } from '../../domain/text/runs.ts';

/** Formatting around a stretch of words: `**` on both sides, or `[` and the address of the link. */
interface Wrapper {
  /** Equal keys mean the same formatting. */
  readonly key: string;
  readonly opens: string;
  readonly closes: string;
}

const signs: readonly (readonly [mark: Mark, sign: string])[] = [
  ['spoiler', '||'],
  ['strike', '~~'],
  ['strong', '**'],
  ['emphasis', '*'],
];

/** What Markdown reads as a block marker at the start of a line; formatting begins after it. */
const blockSigns = /^[ \t]*(?:(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t]))[ \t]*)*/;

const firstLetter = /^[\p{L}\p{M}\p{N}]/u;
const lastLetter = /[\p{L}\p{M}\p{N}]$/u;
const punctuation = /[\p{P}\p{S}]/u;

/**
 * One line of formatted text as Markdown. The words stay unchanged; white space stays outside the formatting.
 *
 * Markdown would not recognise a marker between a word and a punctuation mark, so it is moved past that mark: with
 * `“yes”` in bold, `say“yes”now` becomes `say“**yes**”now`.
 */
export function lineMarkdown(line: readonly Run[]): string {
  const [blockSign, rest] = afterBlockSigns(line);
  const runs = settled(wordBound(settled(rest)));
  let markdown = blockSign;
  let space = '';
  let open: readonly Wrapper[] = [];
  for (const [index, run] of runs.entries()) {
    const wanted = wrappersOf(runs, index);
    const kept = keptOpen(open, wanted);
    const gone = open.slice(kept.length);
    const isEndLost = isLostBesideWord(gone, markdown.at(-1));
    markdown += closed(gone);
    open = kept;
    const { before, words, after } = spacesOf(run);
    space += before;
    if (words === '') continue;
    const touches = space === '';
    const joins = touches && wouldJoin(gone, wanted[kept.length]);
    const added = wanted.slice(joins ? kept.length + 1 : kept.length);
    if (touches && isLostBesideWord(added)) markdown = markdown.replace(lastLetter, reference);
    const shown = wordsMarkdown(run, words);
    const needsReference = touches && added.length === 0 && isEndLost;
    markdown += space + opened(added) + (needsReference ? shown.replace(firstLetter, reference) : shown);
    open = [...kept, ...added];
    space = after;
  }
  return markdown + closed(open) + space;
}

/**
 * Whether stars would begin where others of the same kind have just ended. Markdown reads them as one longer marker,
 * and does not always divide it as it was meant: `~~a**b**~~***c****d*` shows two stars. So what would begin there is
 * left out, and `d` is not in italics.
 */
function wouldJoin(gone: readonly Wrapper[], next: Wrapper | undefined): boolean {
  return gone[0]?.opens[0] === '*' && next?.opens[0] === '*' && has(gone, next);
}

/**
 * Whether Markdown would not recognise the outermost marker beside a word, because another marker (or the end of a
 * character reference, `inside`) is on its other side. It does not recognise `one~~**two**~~`, but it does recognise
 * `on&#101;~~**two**~~`, which shows the same.
 */
function isLostBesideWord([outermost, ...others]: readonly Wrapper[], inside?: string): boolean {
  if (outermost === undefined || outermost.opens === '[' || outermost.opens === '||') return false;
  return inside === ';' || others.some(({ opens }) => opens[0] !== outermost.opens[0]);
}

/** A character reference for a letter: `&#101;` for `e`. For the markers beside it, it counts as punctuation. */
function reference(letter: string): string {
  return `&#${letter.codePointAt(0)};`;
}

/**
 * What is open and may stay so, which takes the same order from the outside. A link begins outside everything else,
 * since its brackets are punctuation: `**see** [**the report**](<…>)`.
 */
function keptOpen(open: readonly Wrapper[], wanted: readonly Wrapper[]): readonly Wrapper[] {
  const firstGone = open.findIndex(({ key }, index) => wanted[index]?.key !== key);
  return firstGone === -1 ? open : open.slice(0, firstGone);
}

/** Cuts off what has to stay at the start of the line: `- one` in bold becomes `- **one**`. */
function afterBlockSigns(line: readonly Run[]): readonly [string, readonly Run[]] {
  const text = line.map((run) => run.text).join('');
  const length = line[0]?.marks.includes('code') ? 0 : (blockSigns.exec(text)?.[0].length ?? 0);
  let at = 0;
  const rest = line.flatMap((run) => {
    const kept = run.text.slice(Math.max(length - at, 0));
    at += run.text.length;
    return kept === '' ? [] : [{ ...run, text: kept }];
  });
  return [text.slice(0, length), rest];
}

/** Removes formatting from the punctuation at its ends where a word is right beside it: see {@link lineMarkdown}. */
function wordBound(runs: readonly Run[]): readonly Run[] {
  let characters = runs.flatMap((run) =>
    isWhole(run) ? [run] : Array.from(run.text, (text) => ({ ...run, text })),
  );
  for (const [mark] of signs.slice(1)) {
    characters = unmarked(characters, mark).toReversed();
    characters = unmarked(characters, mark).toReversed();
  }
  return characters;
}

/** Whether nothing inside the run may be changed. */
function isWhole(run: Run): boolean {
  return run.marks.includes('code');
}

/** Removes a mark from the characters where it begins, as far as they are punctuation. */
function unmarked(characters: readonly Run[], mark: Mark): Run[] {
  let before: Run | undefined;
  return characters.map((character) => {
    const begins = character.marks.includes(mark) && !before?.marks.includes(mark);
    const touches = before !== undefined && /[^\s\p{P}\p{S}]$/u.test(before.text);
    const isBare = begins && touches && punctuation.test(character.text) && !isWhole(character);
    before = isBare ? { ...character, marks: character.marks.filter((worn) => worn !== mark) } : character;
    return before;
  });
}

/** Outermost first: links and spoilers, then what reaches furthest, as in `**one *two***`. */
function wrappersOf(runs: readonly Run[], index: number): readonly Wrapper[] {
  const run = runs[index];
  if (run === undefined) return [];
  const wrappers = signs
    .filter(([mark]) => run.marks.includes(mark))
    .toSorted(([a], [b]) => reach(runs, index, b) - reach(runs, index, a))
    .map(([mark, sign]) => ({ key: mark, opens: sign, closes: sign }));
  if (run.url === undefined || run.url === run.text) return wrappers;
  return [{ key: `link ${run.url}`, opens: '[', closes: `](<${addressOf(run.url)}>)` }, ...wrappers];
}

/** How many neighbouring runs share a mark with this one; more than any for a spoiler. */
function reach(runs: readonly Run[], index: number, mark: Mark): number {
  if (mark === 'spoiler') return Number.POSITIVE_INFINITY;
  const { url } = runs[index] ?? {};
  const wears = (run: Run | undefined) => run?.url === url && run?.marks.includes(mark) === true;
  let start = index;
  while (wears(runs[start - 1])) start -= 1;
  let end = index;
  while (wears(runs[end + 1])) end += 1;
  return end - start;
}

/** An address for use in angle brackets. */
function addressOf(url: string): string {
  return url.replace(/[<>\\\s]/g, (found) => encodeURIComponent(found));
}

function has(wrappers: readonly Wrapper[], { key }: Wrapper): boolean {
  return wrappers.some((wrapper) => wrapper.key === key);
}

function opened(wrappers: readonly Wrapper[]): string {
  return wrappers.map(({ opens }) => opens).join('');
}

function closed(wrappers: readonly Wrapper[]): string {
  return wrappers
    .map(({ closes }) => closes)
    .toReversed()
    .join('');
}

function spacesOf(run: Run): { readonly before: string; readonly words: string; readonly after: string } {
  const words = isWhole(run) ? run.text : run.text.trim();
  const start = isWhole(run) ? 0 : run.text.length - run.text.trimStart().length;
  if (words === '') return { before: run.text, words, after: '' };
  return { before: run.text.slice(0, start), words, after: run.text.slice(start + words.length) };
}

function wordsMarkdown(run: Run, words: string): string {
  if (isWhole(run)) return codeMarkdown(words);
  return run.url === undefined || run.url === run.text ? words : words.replace(/[[\]]/g, '\\$&');
}

/** Inline code, in a fence longer than any run of backticks inside: ``` ``x`y`` ```. */
function codeMarkdown(code: string): string {
  const fence = '`'.repeat(longestRun(code) + 1);
  const pad = /^`|`$|^ .* $/s.test(code) ? ' ' : '';
  return fence + pad + code + pad + fence;
}

/** The length of the longest run of backticks. */
export function longestRun(code: string): number {
  return Math.max(0, ...(code.match(/`+/g) ?? []).map((run) => run.length));
}
