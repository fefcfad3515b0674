import type { SandboxEntity, SandboxMessage } from '../telegram/model.ts';
import type { ShownBlock, ShownInline } from './shown.ts';

type Formatted = Pick<SandboxMessage, 'text' | 'entities'>;

/** A stretch of a text, in UTF-16 units. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const marks: Partial<Record<SandboxEntity['type'], 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'>> =
  {
    bold: 'bold',
    italic: 'italic',
    underline: 'underline',
    strikethrough: 'strike',
    spoiler: 'spoiler',
  };

/** A message's text and entities as the blocks that Telegram's app shows (Bot API, "MessageEntity"). */
export function readTelegramText({ text, entities }: Formatted): readonly ShownBlock[] {
  const set = entities.filter(isBlock).toSorted((a, b) => a.offset - b.offset);
  const blocks: ShownBlock[] = [];
  let from = 0;
  for (const entity of set) {
    if (entity.offset < from) continue;
    blocks.push(...readLines({ text, entities }, withoutBreak(text, { from, to: entity.offset })));
    blocks.push(readSetOff({ text, entities }, entity));
    from = entity.offset + entity.length;
    if (text[from] === '\n') from += 1;
  }
  return [...blocks, ...readLines({ text, entities }, { from, to: text.length })];
}

function isBlock({ type }: SandboxEntity): boolean {
  return type === 'pre' || type === 'blockquote' || type === 'expandable_blockquote';
}

/** Quotes and code blocks begin on a new line anyway, so the line break before one is dropped. */
function withoutBreak(text: string, { from, to }: Span): Span {
  return { from, to: to > from && text[to - 1] === '\n' ? to - 1 : to };
}

function readSetOff(message: Formatted, { type, offset, length }: SandboxEntity): ShownBlock {
  const span = { from: offset, to: offset + length };
  if (type === 'pre') return { kind: 'code', text: message.text.slice(span.from, span.to) };
  return { kind: 'quote', blocks: readLines(message, span) };
}

function readLines(message: Formatted, { from, to }: Span): readonly ShownBlock[] {
  if (to <= from) return [];
  let at = from;
  return message.text
    .slice(from, to)
    .split('\n')
    .map((line) => {
      const span = { from: at, to: at + line.length };
      at = span.to + 1;
      const inside = message.entities.filter((entity) => !isBlock(entity));
      return { kind: 'line', inner: readInline({ ...message, entities: inside }, span) };
    });
}

/** The outermost entities of a span become nodes; the entities inside them become their children. */
function readInline({ text, entities }: Formatted, span: Span): readonly ShownInline[] {
  const touching = entities
    .map((entity) => ({ entity, ...clipped(entity, span) }))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  const found: ShownInline[] = [];
  let at = span.from;
  for (const { entity, from, to } of touching) {
    if (from < at) continue;
    if (from > at) found.push({ kind: 'text', text: text.slice(at, from) });
    const inside = entities.filter((other) => other !== entity);
    found.push(
      toInline(entity, text.slice(from, to), () => readInline({ text, entities: inside }, { from, to })),
    );
    at = to;
  }
  if (at < span.to) found.push({ kind: 'text', text: text.slice(at, span.to) });
  return found;
}

function clipped({ offset, length }: SandboxEntity, { from, to }: Span): Span {
  return { from: Math.max(offset, from), to: Math.min(offset + length, to) };
}

function toInline(entity: SandboxEntity, text: string, inner: () => readonly ShownInline[]): ShownInline {
  const mark = marks[entity.type];
  if (mark !== undefined) return { kind: mark, inner: inner() };
  switch (entity.type) {
    case 'code':
      return { kind: 'code', text };
    case 'text_link':
      return { kind: 'link', address: entity.url ?? '', inner: inner() };
    case 'url':
      return { kind: 'link', address: text, inner: [{ kind: 'text', text }] };
    case 'date_time':
      return { kind: 'time', at: (entity.unix_time ?? 0) * 1_000, style: 't' };
    default:
      return { kind: 'mention', text };
  }
}
