import { isTight, type Line, lineText, toLines } from '../../domain/text/lines.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Run } from '../../domain/text/runs.ts';
import { extrasOf } from '../extras.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Part, RenderOptions } from '../platform.ts';
import { previewIn } from '../preview.ts';
import { splitLines } from '../split.ts';
import { apart, fencedText } from './escape.ts';
import { listSettings, type Setting } from './list-setting.ts';
import { type LineStyle, lineMarkup } from './markup.ts';

/** The longest content of a message (Discord's documentation, Message resource: 2000 characters), in UTF-16 units. */
export const contentLimit = 2_000;

/**
 * Renders a text as Discord messages, in Markdown that shows exactly that text. Whatever Discord would read as
 * formatting by mistake is escaped. Addresses are wrapped so that they show no preview, except the one that
 * `linkPreview` names. A reader's clock becomes ` · <t:…:t> your time`. The picture goes with the first part. A text
 * with nothing visible gives no parts, or one without words if there is a picture.
 */
export function renderDiscord(content: RichText, options: RenderOptions = {}): readonly Part[] {
  const { picture } = options;
  const lines = toLines(content);
  if (lines.length === 0 && picture === undefined) return [];
  const style: LineStyle = options.linkPreview === undefined ? {} : { unfolds: options.linkPreview };
  const parts = splitLines(lines, { load: (some) => write(some, style).length / contentLimit });
  return parts.map((part, index) => {
    const message = { text: write(part, style), entities: [], ...previewIn(part, options) };
    const shown = { ...message, ...extrasOf({ index, of: parts.length }, options) };
    return { fingerprint: fingerprintOf(shown), ...shown };
  });
}

const outsideOfLists: Setting = { indent: 0, marker: '' };

function write(lines: readonly Line[], style: LineStyle): string {
  let text = '';
  let above: Line | undefined;
  const settings = listSettings(lines);
  for (const [index, line] of lines.entries()) {
    if (above) text += isTight(above, line) || above.kind === 'heading' ? '\n' : blankLine(above, line);
    text += writeLine(line, style, settings[index]);
    above = line;
  }
  return text;
}

function blankLine(above: Line, below: Line): string {
  return above.quote !== undefined && above.quote === below.quote ? '\n> \n' : '\n\n';
}

function writeLine(line: Line, style: LineStyle, setting: Setting = outsideOfLists): string {
  const quote = line.quote === undefined ? '' : '> ';
  if (line.kind === 'code') return writeCode(line, quote);
  const rows = rowsOf(line.runs).map((runs) => lineMarkup(runs, style));
  return rows
    .map((row, index) => quote + signed({ line, setting }, row, index === 0))
    .join('\n')
    .trimEnd();
}

/** A row with the marker of its block. */
function signed(
  { line, setting }: { readonly line: Line; readonly setting: Setting },
  row: string,
  isFirst: boolean,
): string {
  if (row === '' && !isFirst) return '';
  if (line.kind === 'heading' && line.level !== 4)
    return `${'#'.repeat(line.level ?? 3)} ${headingText(row)}`;
  if (line.kind === 'small') return `-# ${row.replace(/^-#/, '\\-#')}`;
  const { indent, marker } = setting;
  return ' '.repeat(indent) + (isFirst ? marker : ' '.repeat(marker.length)) + row;
}

/**
 * Discord takes number signs at the end of a heading for part of its marker, and ignores a heading marker before
 * another one.
 */
function headingText(row: string): string {
  const escaped = row.replace(/^#/, '\\#');
  return escaped.endsWith('#') ? escaped + apart : escaped;
}

function rowsOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const rows: Run[][] = [[]];
  const pieces = runs.flatMap((run) => run.text.split('\n').map((text, index) => ({ run, text, index })));
  for (const { run, text, index } of pieces) {
    if (index > 0) rows.push([]);
    if (text !== '' || run.clock !== undefined) rows.at(-1)?.push({ ...run, text });
  }
  return rows;
}

function writeCode(line: Line, quote: string): string {
  const language = /^[\w+#.-]{1,20}$/.test(line.language ?? '') ? line.language : '';
  return [`\`\`\`${language}`, ...fencedText(lineText(line)).split('\n'), '```']
    .map((row) => quote + row)
    .join('\n');
}
