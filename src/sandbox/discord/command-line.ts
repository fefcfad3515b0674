import { isSubcommand } from './command-rules.ts';
import type { OptionInput } from './option-values.ts';
import { type Json, jsonList, textOf } from './protocol.ts';

/**
 * A use of a command: a typed line, or its parts. `options` may add to the line what cannot be typed, such as images.
 */
export interface CommandInput {
  /** `/story open title:Harbour bridge timezone:Europe/Oslo`, as one types it on Discord. */
  readonly line?: string;
  readonly name?: string;
  readonly subcommand?: string;
  readonly options?: Readonly<Record<string, OptionInput>>;
}

/** A use whose command and options are known. */
export interface ReadCommand {
  readonly command: Json;
  readonly subcommand?: string;
  /** The declarations of the options that may be given. */
  readonly declared: readonly Json[];
  readonly options: Readonly<Record<string, OptionInput>>;
}

/**
 * Finds the command and reads a typed line. An option begins at `name:` after a space and reaches to the next one;
 * only the command's own names count. Throws a plain error for commands and words that Discord's client does not
 * offer.
 */
export function readCommand(find: (name: string) => Json | undefined, input: CommandInput): ReadCommand {
  const words = /^\/?(\S+)(?:\s+([\s\S]*))?$/.exec((input.line ?? input.name ?? '').trim());
  const name = words?.[1] ?? '';
  const command = find(name);
  if (!command) throw new Error(`There is no command /${name} here; was it registered?`);
  const subcommands = jsonList(command['options']).filter(isSubcommand);
  if (subcommands.length === 0) {
    const declared = jsonList(command['options']);
    return { command, declared, options: { ...readOptions(declared, words?.[2] ?? ''), ...input.options } };
  }
  const [first = '', rest = ''] = splitFirst(words?.[2] ?? '');
  const wanted = input.line === undefined ? input.subcommand : first;
  const subcommand = subcommands.find((one) => one['name'] === wanted);
  if (!subcommand) {
    throw new Error(`/${name} has no subcommand “${wanted ?? ''}”; it has: ${namesOf(subcommands)}.`);
  }
  const declared = jsonList(subcommand['options']);
  const options = { ...readOptions(declared, rest), ...input.options };
  return { command, subcommand: textOf(subcommand['name']), declared, options };
}

/** The names of options, for messages. */
export function namesOf(declared: readonly Json[]): string {
  return declared.length === 0 ? 'none' : declared.map((option) => textOf(option['name'])).join(', ');
}

function splitFirst(text: string): readonly string[] {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return [first, rest];
}

function readOptions(declared: readonly Json[], text: string): Record<string, string> {
  if (text.trim() === '') return {};
  const names = declared.map((option) => textOf(option['name']));
  if (names.length === 0) throw new Error(`This command takes no options; got “${text}”.`);
  const starts = [...text.matchAll(new RegExp(`(?<=^|\\s)(${names.join('|')}):`, 'g'))];
  const before = text.slice(0, starts[0]?.index ?? text.length).trim();
  if (before !== '')
    throw new Error(`“${before}” belongs to no option; the options are: ${names.join(', ')}.`);
  return Object.fromEntries(
    starts.map((start, index) => {
      const from = start.index + start[0].length;
      return [start[1] ?? '', text.slice(from, starts[index + 1]?.index).trim()];
    }),
  );
}
