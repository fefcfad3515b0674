import { slipsBetween } from '../../domain/text/slips.ts';

/** A command line that cannot be understood: a plain sentence that says why and what to write instead. */
export interface Misread {
  readonly problem: string;
}

/** A word (or a quoted run of words) without an option's name. Offsets are in UTF-16 units of the line. */
export interface Word {
  readonly kind: 'word' | 'quoted';
  /** The word without its quotes. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A named option on the line: `urgency:flash`, `source:"two words"`, `—source:“two words”`. */
export interface NamedOption {
  readonly kind: 'option';
  readonly name: string;
  readonly value: string;
  readonly end: number;
}

/**
 * The quotes that may close each opening quote, best first. Phones replace typed quotes as they like, so that one may
 * open straight and close curly.
 */
const closersOf: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”"“',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«»',
  "'": "'’",
  '‘': "’'",
  '’': '’',
};

const singleQuotes = "'‘’";

/**
 * Splits a line into words and named options. Only `names` count as options, in any case; anything else with a colon
 * is an ordinary word. Returns a {@link Misread} for an unclosed quote, for a value that is separated from its name,
 * and for a value whose name is misspelled, which readers would otherwise find in the text.
 */
export function readWords(
  line: string,
  names: ReadonlySet<string>,
): readonly (Word | NamedOption)[] | Misread {
  const found: (Word | NamedOption)[] = [];
  let at = skipSpace(line, 0);
  while (at < line.length) {
    const next = readOption(line, at, names) ?? readWord(line, at);
    if ('problem' in next) {
      return next;
    }
    found.push(next);
    at = skipSpace(line, next.end);
  }
  return found;
}

function readWord(line: string, start: number): Word {
  const quoted = readQuoted(line, start);
  if (quoted !== undefined) {
    return { kind: 'quoted', value: quoted.value, start, end: quoted.end };
  }
  const end = endOfWord(line, start);
  return { kind: 'word', value: line.slice(start, end), start, end };
}

function readOption(
  line: string,
  start: number,
  names: ReadonlySet<string>,
): NamedOption | Misread | undefined {
  const match = /^(--|[—–])?([a-z][a-z0-9_-]*):/i.exec(line.slice(start, start + 64));
  const typed = match?.[2];
  const name = typed?.toLowerCase();
  if (match === null || typed === undefined || name === undefined) {
    return undefined;
  }
  const valueAt = start + match[0].length;
  if (!names.has(name)) {
    const meant = endOfWord(line, valueAt) > valueAt ? nearName(name, names) : undefined;
    return meant === undefined ? undefined : misspelled(typed, meant);
  }
  if (endOfWord(line, valueAt) === valueAt) {
    return readDetached({ line, valueAt, name, isText: match[1] === undefined && typed !== name });
  }
  const quoted = readQuoted(line, valueAt);
  if (quoted !== undefined) {
    return { kind: 'option', name, ...quoted };
  }
  if (isDoubleQuote(line.charAt(valueAt))) {
    return { problem: `The quote after ${name}: is not closed. Write it like ${name}:"two words".` };
  }
  const end = endOfWord(line, valueAt);
  return { kind: 'option', name, value: line.slice(valueAt, end), end };
}

/** Shorter names are too much like other words. */
const shortestMeant = 4;

/** The name that somebody most likely meant, who made one slip. */
function nearName(typed: string, names: ReadonlySet<string>): string | undefined {
  return [...names].find((name) => name.length >= shortestMeant && slipsBetween(typed, name) <= 1);
}

function misspelled(typed: string, meant: string): Misread {
  return {
    problem: `There is no option “${typed}:”. Did you mean ${meant}:? If it belongs to the text, write a space after the colon.`,
  };
}

/**
 * Reads `name: "value"`, and `name:` at the end of the line. `isText`: the name has a capital, as in `… Source:
 * police`.
 */
function readDetached(found: {
  readonly line: string;
  readonly valueAt: number;
  readonly name: string;
  readonly isText: boolean;
}): NamedOption | Misread | undefined {
  const { line, valueAt, name } = found;
  const next = skipSpace(line, valueAt);
  const quoted = isDoubleQuote(line.charAt(next)) ? readQuoted(line, next) : undefined;
  if (found.isText) {
    return undefined;
  }
  if (quoted !== undefined) {
    return { kind: 'option', name, ...quoted };
  }
  if (next >= line.length) {
    return { kind: 'option', name, value: '', end: next };
  }
  const value = line.slice(next, endOfWord(line, next));
  return {
    problem:
      `I cannot tell whether “${name}:” belongs to the text. Write ${name}:${value} without a space to set it, ` +
      'or put the whole text in quotes.',
  };
}

/** Reads a quoted run that ends before a space or the end of the line; undefined when there is none. */
function readQuoted(
  line: string,
  start: number,
): { readonly value: string; readonly end: number } | undefined {
  const opener = line.charAt(start);
  for (const closer of closersOf[opener] ?? '') {
    const close = findClose(line, start, closer);
    if (close !== undefined) {
      return { value: line.slice(start + 1, close), end: close + 1 };
    }
  }
  return undefined;
}

function findClose(line: string, start: number, closer: string): number | undefined {
  const opener = line.charAt(start);
  let depth = 0;
  for (let at = start + 1; at < line.length; at += 1) {
    const isCloser = line.charAt(at) === closer;
    if (isCloser && depth === 0 && endOfWord(line, at + 1) === at + 1) {
      return at;
    }
    if (isCloser && depth > 0) {
      depth -= 1;
    } else if (!isCloser && line.charAt(at) === opener) {
      depth += 1;
    }
  }
  return undefined;
}

function isDoubleQuote(character: string): boolean {
  return character in closersOf && !singleQuotes.includes(character);
}

function endOfWord(line: string, start: number): number {
  const length = line.slice(start).search(/\s/u);
  return length === -1 ? line.length : start + length;
}

function skipSpace(line: string, start: number): number {
  const length = line.slice(start).search(/\S/u);
  return length === -1 ? line.length : start + length;
}
