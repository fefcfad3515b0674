import type { RawInput, RawValue } from './call.ts';
import type { Command, Leaf } from './command.ts';
import { placeWords, type ReadInput } from './command-positions.ts';
import { rawValueOf } from './command-value.ts';
import { type Misread, type NamedOption, readWords } from './command-words.ts';
import type { Invocation } from './dispatcher.ts';
import { nothingDone } from './refusal.ts';

/** What is needed to read a command line. */
export interface CommandLineContext {
  readonly commands: readonly Command[];
  /** The slugs of the stories that are live now. */
  readonly liveStories: readonly string[];
}

/**
 * Reads a typed command: `/update harbour-bridge Bridge closed source:"harbour police"`, with the body on the lines
 * below.
 *
 * On the first line, `name:value` or `name:"two words"` sets an option of the command; the remaining words fill
 * `leaf.positional` in order. The lines below fill `leaf.paragraph`: an empty string when they are blank, absent when
 * there are none. Values are raw; they are checked when the command runs.
 *
 * Returns undefined when the text is not a command of this list, and a {@link Misread} when it is one that cannot be
 * understood.
 */
export function parseCommandLine(
  text: string,
  context: CommandLineContext,
): Invocation | Misread | undefined {
  const { first, below } = splitFirstLine(text.trimStart());
  const head = /^\/([\w-]+)(?=\s|$)/u.exec(first);
  const name = head?.[1]?.toLowerCase();
  const command = context.commands.find((candidate) => candidate.name === name);
  if (head === null || command === undefined) {
    return undefined;
  }
  const found = findLeaf(command, first.slice(head[0].length));
  if ('problem' in found) return found;
  const read = readLeaf({ ...found, below, liveStories: context.liveStories });
  return 'problem' in read ? withOutcome(read, found.leaf) : read;
}

/** Adds how every refusal ends: what came of the command. */
function withOutcome({ problem }: Misread, leaf: Leaf): Misread {
  return { problem: [problem, nothingDone(leaf)].filter(Boolean).join(' ') };
}

interface LeafText {
  readonly leaf: Leaf;
  /** The first line after the command and the subcommand. */
  readonly line: string;
  /** The lines below; undefined when there are none. */
  readonly below: string | undefined;
  readonly liveStories: readonly string[];
}

function splitFirstLine(text: string): { readonly first: string; readonly below: string | undefined } {
  const end = text.search(/\r?\n/u);
  return end === -1
    ? { first: text, below: undefined }
    : { first: text.slice(0, end), below: text.slice(end).replaceAll('\r\n', '\n').trim() };
}

function findLeaf(command: Command, line: string): { readonly leaf: Leaf; readonly line: string } | Misread {
  const direct = command.leaves.find((leaf) => leaf.path.length === 1);
  if (direct !== undefined) {
    return { leaf: direct, line };
  }
  const word = /^\s*(\S+)/u.exec(line);
  const leaf = command.leaves.find((candidate) => candidate.path[1] === word?.[1]?.toLowerCase());
  if (word === null || leaf === undefined) {
    const names = command.leaves.map((candidate) => `/${candidate.path.join(' ')}`);
    return { problem: `Say which one you mean: ${names.join(', ')}.` };
  }
  return { leaf, line: line.slice(word[0].length) };
}

function readLeaf(text: LeafText): Invocation | Misread {
  const words = readWords(text.line, new Set(Object.keys(text.leaf.options)));
  if ('problem' in words) {
    return words;
  }
  const options = words.filter((word) => word.kind === 'option');
  const named = readNamed(text, options);
  const whole = 'problem' in named ? named : addParagraph(text, named.input);
  if ('problem' in whole) {
    return whole;
  }
  const plain = words.filter((word) => word.kind !== 'option');
  const placed = placeWords({ ...text, words: plain, options, named: whole.input });
  return 'problem' in placed ? placed : { path: text.leaf.path, input: placed.input };
}

function readNamed(text: LeafText, options: readonly NamedOption[]): ReadInput | Misread {
  const input: Record<string, RawValue> = {};
  for (const { name, value } of options) {
    if (name in input) {
      return { problem: `${name}: is given twice. Write it once.` };
    }
    input[name] = rawValueOf(text.leaf.options[name], value, text.liveStories);
  }
  return { input };
}

function addParagraph({ leaf, below }: LeafText, input: RawInput): ReadInput | Misread {
  if (below === undefined || (below === '' && leaf.paragraph === undefined)) {
    return { input };
  }
  if (leaf.paragraph === undefined) {
    return {
      problem: `/${leaf.path.join(' ')} takes one line, and I do not know what the lines below it are for.`,
    };
  }
  if (leaf.paragraph in input) {
    return {
      problem: `${leaf.paragraph}: is given on the first line and again below it. Keep one of the two.`,
    };
  }
  return { input: { ...input, [leaf.paragraph]: below } };
}
