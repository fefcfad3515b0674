import type { MessageEntity } from 'grammy/types';
import type { Mark, Run } from '../../domain/text/runs.ts';
import { lineMarkdown, longestRun } from './typed-line.ts';

/** Formatting of a stretch of text, from `start` to `end` in UTF-16 units. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly entity: MessageEntity;
}

const markOf: Readonly<Partial<Record<MessageEntity['type'], Mark>>> = {
  bold: 'strong',
  italic: 'emphasis',
  strikethrough: 'strike',
  spoiler: 'spoiler',
  code: 'code',
};

const blocks = new Set<MessageEntity['type']>(['blockquote', 'expandable_blockquote', 'pre']);

const languageName = /^[\w+#.-]{1,20}$/;

/**
 * A person's text with formatting from their app, as Markdown: Telegram removes formatting from the text and sends it
 * as entities (Bot API, MessageEntity). Bold, italic, strikethrough, spoilers, code, code blocks, links with a text
 * and quotes become Markdown; everything else stays as typed, including Markdown. Entities that reach past the ends
 * of the text are cut there.
 */
export function markdownOf(text: string, entities: readonly MessageEntity[]): string {
  const spans = entities.map((entity) => ({
    start: Math.max(entity.offset, 0),
    end: Math.min(entity.offset + entity.length, text.length),
    entity,
  }));
  return blocksMarkdown({ start: 0, end: text.length }, text, spans);
}

/** The text from `start` to `end`: code blocks and quotes on lines of their own, the rest line by line. */
function blocksMarkdown(
  { start, end }: Pick<Span, 'start' | 'end'>,
  text: string,
  spans: readonly Span[],
): string {
  let markdown = '';
  let at = start;
  for (const span of outermost(spans.filter((one) => one.start >= start && one.end <= end))) {
    markdown += linesMarkdown(text.slice(at, span.start), at, spans);
    const isQuote = span.entity.type !== 'pre';
    const inside = spans.filter((other) => other !== span);
    const block = isQuote ? quoted(blocksMarkdown(span, text, inside)) : fenced(text, span);
    markdown +=
      (markdown === '' || markdown.endsWith('\n') ? '' : '\n') + block + lineEndAfter(text, span, isQuote);
    at = span.end;
  }
  return markdown + linesMarkdown(text.slice(at, end), at, spans);
}

/** The blocks that are not inside another one, first to last. */
function outermost(spans: readonly Span[]): readonly Span[] {
  let at = 0;
  return spans
    .filter(({ start, end, entity }) => blocks.has(entity.type) && start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      const isOutside = span.start >= at;
      if (isOutside) at = span.end;
      return isOutside;
    });
}

/**
 * The line ends that the text after a block needs to be on a line of its own and, after a quote, outside the quote.
 */
function lineEndAfter(text: string, { end }: Span, isQuote: boolean): string {
  const after = text.slice(end);
  if (after.trim() === '') return '';
  const [lineEnds = ''] = /^(?:[ \t]*\n)*/.exec(after) ?? [];
  const wanted = isQuote ? 2 : 1;
  return '\n'.repeat(Math.max(wanted - (lineEnds.split('\n').length - 1), 0));
}

function quoted(markdown: string): string {
  return markdown
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

function fenced(text: string, { start, end, entity }: Span): string {
  const code = text.slice(start, end).replace(/\n$/, '');
  const fence = '`'.repeat(Math.max(longestRun(code) + 1, 3));
  const language = entity.type === 'pre' ? (entity.language ?? '') : '';
  return `${fence}${languageName.test(language) ? language : ''}\n${code}\n${fence}`;
}

function linesMarkdown(text: string, offset: number, spans: readonly Span[]): string {
  let at = offset;
  return text
    .split('\n')
    .map((line) => {
      const start = at;
      at += line.length + 1;
      return lineMarkdown(runsOf(line, start, spans));
    })
    .join('\n');
}

/** A line in runs, cut where formatting begins or ends. */
function runsOf(line: string, start: number, spans: readonly Span[]): readonly Run[] {
  const end = start + line.length;
  const around = spans.filter(
    (span) => span.start < end && span.end > start && !blocks.has(span.entity.type),
  );
  const edges = around.flatMap((span) => [Math.max(span.start, start), Math.min(span.end, end)]);
  const cuts = [...new Set([start, ...edges, end])].toSorted((a, b) => a - b);
  return cuts.slice(1).map((cut, index) => {
    const from = cuts[index] ?? start;
    const inside = around.filter((span) => span.start <= from && span.end >= cut);
    return runOf(line.slice(from - start, cut - start), inside);
  });
}

/** Code has no other formatting. */
function runOf(text: string, around: readonly Span[]): Run {
  const marks = [...new Set(around.flatMap(({ entity }) => markOf[entity.type] ?? []))];
  const url = around
    .map(({ entity }) => (entity.type === 'text_link' ? entity.url : undefined))
    .find(Boolean);
  if (marks.includes('code') && text.trim() !== '') return { text, marks: ['code'] };
  const worn = marks.filter((mark) => mark !== 'code');
  return url === undefined ? { text, marks: worn } : { text, marks: worn, url };
}
