/** Makes text stand out in a terminal. */
export interface Ink {
  bold(text: string): string;
  dim(text: string): string;
  italic(text: string): string;
  /** Text that can be typed as it is. */
  code(text: string): string;
}

/** For a file, a pipe, or a terminal without colours: changes nothing but code, which gets backticks. */
export const plainInk: Ink = { bold: same, dim: same, italic: same, code: (text) => `\`${text}\`` };

/** Uses the control sequences of ECMA-48 (Select Graphic Rendition). */
const terminalInk: Ink = {
  bold: between(1, 22),
  dim: between(2, 22),
  italic: between(3, 23),
  code: between(1, 22),
};

/**
 * The ink for a stream: plain when it is no terminal, or when the user wants no colours (Node's `hasColors` reads
 * NO_COLOR and TERM).
 */
export function inkOf(stream: { readonly isTTY?: boolean; hasColors?(): boolean }): Ink {
  return stream.isTTY === true && stream.hasColors?.() === true ? terminalInk : plainInk;
}

/**
 * Breaks lines between words so that none is longer than `width` characters, `indent` included. A longer word gets a
 * line of its own.
 */
export function wrap(text: string, { width, indent = '' }: { width: number; indent?: string }): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width - indent.length))
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/** Rows after the first one line up with the text of a list item or quote. */
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

/** The length in UTF-16 units, not counting control sequences. */
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
