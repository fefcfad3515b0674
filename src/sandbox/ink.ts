/** How text stands out in a terminal; a plain ink changes nothing. */
export interface Ink {
  bold(text: string): string;
  dim(text: string): string;
  italic(text: string): string;
  /** What can be typed as it stands. */
  code(text: string): string;
}

/** Ink for text that goes to a file, a pipe or a terminal that wants none. */
export const plainInk: Ink = { bold: same, dim: same, italic: same, code: (text) => `\`${text}\`` };

/** Ink by the control sequences of ECMA-48 (Select Graphic Rendition). */
const terminalInk: Ink = {
  bold: between(1, 22),
  dim: between(2, 22),
  italic: between(3, 23),
  code: between(1, 22),
};

/**
 * The ink that a stream takes: none when it is no terminal, or when the reader asked for none (Node's `hasColors`
 * reads NO_COLOR and TERM).
 */
export function inkOf(stream: { readonly isTTY?: boolean; hasColors?(): boolean }): Ink {
  return stream.isTTY === true && stream.hasColors?.() === true ? terminalInk : plainInk;
}

/**
 * Breaks lines between words so that none is longer than `width` characters, and puts `indent` before each. A word
 * that is longer stands alone.
 */
export function wrap(text: string, { width, indent = '' }: { width: number; indent?: string }): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width - indent.length))
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/** Rows after the first are set under the text of a list item or a quote. */
function wrapLine(line: string, width: number): readonly string[] {
  const lead = /^\s*(?:[•│-] |\d+\. )?/.exec(line)?.[0] ?? '';
  const hanging = lead.includes('│') ? lead : ' '.repeat(lead.length);
  const rows: string[] = [];
  let row = lead;
  for (const word of line.slice(lead.length).split(' ')) {
    const longer = row.trim() === lead.trim() ? row + word : `${row} ${word}`;
    if (lengthOf(longer) <= width || row === lead || row === hanging) row = longer;
    else {
      rows.push(row);
      row = hanging + word;
    }
  }
  return [...rows, row];
}

/** In UTF-16 units, without control sequences. */
function lengthOf(text: string): number {
  return text.replaceAll(sequences, '').length;
}

const sequences = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

function between(on: number, off: number): (text: string) => string {
  const sequence = (number: number) => `${String.fromCharCode(27)}[${number}m`;
  return (text) => `${sequence(on)}${text}${sequence(off)}`;
}

function same(text: string): string {
  return text;
}
