import { isTight, type Line, toLines } from '../../domain/text/lines.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Run } from '../../domain/text/runs.ts';
import { extrasOf } from '../extras.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Part, RenderOptions, TextEntity } from '../platform.ts';
import { previewIn } from '../preview.ts';
import { splitLines } from '../split.ts';
import { type ClockSettings, withClocks } from './clocks.ts';
import { codeEntity, lineEntities, type PlacedRun } from './entities.ts';
import { withQuietNames } from './quiet-names.ts';

/** The longest text of a message, in UTF-16 units (Bot API, sendMessage: 1–4096 characters). */
const textLimit = 4_096;

/** The longest caption of a picture, in UTF-16 units (Bot API, sendPhoto: 0–1024 characters). */
const captionLimit = 1_024;

/** How many entities of one message Telegram keeps; others would silently lose their formatting. */
const entityLimit = 100;

type Message = Pick<Part, 'text' | 'entities'>;

/** How texts are shown on Telegram. */
export interface TelegramSettings extends ClockSettings {
  /** Whether `@name` is a plain word instead of a mention: in posts, but not in answers, from which people copy. */
  readonly quietNames?: boolean;
}

/** The longest text of a message like this one; a picture's caption is shorter. */
export function limitOf({ picture }: Pick<Part, 'picture'>): number {
  return picture === undefined ? textLimit : captionLimit;
}

/**
 * Renders a text as Telegram messages: plain text with entities (never `parse_mode`). Headings are bold, small print
 * is italic, quotes are blockquotes, code blocks are `pre`, and a blank line separates blocks. Bare addresses stay
 * plain, since Telegram links them itself. A reader's clock is a `date_time` with `localTimes`, else nothing. With a
 * picture, the first part's text is its caption: the whole text if it fits, else the lines that fit as a whole. A
 * text with nothing visible gives no parts, or one without words if there is a picture.
 */
export function renderTelegram(
  content: RichText,
  options: RenderOptions = {},
  settings: TelegramSettings = {},
): readonly Part[] {
  const { picture } = options;
  const told = toLines(content).flatMap((line) => withClocks(line, settings));
  const lines = settings.quietNames === true ? told.map(withQuietNames) : told;
  if (lines.length === 0 && picture === undefined) return [];
  const parts = splitLines(lines, {
    load: (some, index) => load(write(some), limitOf(index === 0 && picture ? { picture } : {})),
    wholeFirst: picture !== undefined,
  });
  return parts.map((part, index) => {
    const message = { ...write(part), ...previewIn(part, options) };
    const shown = { ...message, ...extrasOf({ index, of: parts.length }, options) };
    return { fingerprint: fingerprintOf(shown), ...shown };
  });
}

function load(message: Message, limit: number): number {
  return Math.max(message.text.length / limit, message.entities.length / entityLimit);
}

function write(lines: readonly Line[]): Message {
  let text = '';
  const quotes: TextEntity[] = [];
  const entities: TextEntity[] = [];
  let above: Line | undefined;
  let quoteStart = 0;
  for (const [index, line] of lines.entries()) {
    if (above) text += isTight(above, line) ? '\n' : '\n\n';
    if (line.quote === undefined || above?.quote !== line.quote) quoteStart = text.length;
    const written = writeLine(line, text.length);
    text += written.text;
    entities.push(...written.entities);
    if (line.quote !== undefined && lines[index + 1]?.quote !== line.quote) {
      quotes.push({ type: 'blockquote', offset: quoteStart, length: text.length - quoteStart });
    }
    above = line;
  }
  return {
    text,
    entities: [...quotes, ...entities].toSorted((a, b) => a.offset - b.offset || b.length - a.length),
  };
}

/** `offset` is where the line starts in its message. A message cannot start with white space. */
function writeLine(line: Line, offset: number): Message {
  if (line.kind === 'code') return writeCode(line, offset);
  const indent = offset === 0 ? '' : '  '.repeat(line.marker === undefined ? line.depth : line.depth - 1);
  let text = indent + (line.marker === undefined ? '' : `${line.marker} `);
  const placed: PlacedRun[] = [];
  for (const run of line.runs) {
    const shown = indented(run, line.depth);
    placed.push({ run: shown, offset: offset + text.length });
    text += shown.text;
  }
  return { text: text.trimEnd(), entities: lineEntities(placed) };
}

function writeCode(line: Line, offset: number): Message {
  const text = line.runs.map((run) => run.text).join('');
  const start = offset === 0 ? text.length - text.trimStart().length : 0;
  const shown = text.slice(start).trimEnd();
  return { text: shown, entities: shown === '' ? [] : [codeEntity(line, offset, shown.length)] };
}

function indented(run: Run, depth: number): Run {
  return depth === 0 ? run : { ...run, text: run.text.replaceAll('\n', `\n${'  '.repeat(depth)}`) };
}
