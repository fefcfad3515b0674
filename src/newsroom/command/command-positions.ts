import type { RawInput, RawValue } from './call.ts';
import type { Leaf, OptionType } from './command.ts';
import { asSlug, looksLikeEntry, rawValueOf, typedOption } from './command-value.ts';
import type { Misread, NamedOption, Word } from './command-words.ts';

/** Raw values that were read from a command line. */
export interface ReadInput {
  readonly input: RawInput;
}

/** Words without an option's name, and where they may go. */
export interface LooseWords {
  readonly leaf: Leaf;
  /** The line that the words' offsets belong to. */
  readonly line: string;
  readonly words: readonly Word[];
  /** The named options on the line. */
  readonly options: readonly NamedOption[];
  /** The values that are set by name. */
  readonly named: RawInput;
  readonly liveStories: readonly string[];
}

/** Values of these types are a single word, even in the last position. */
const oneWordTypes: readonly OptionType[] = ['story', 'entry', 'choice', 'integer', 'person', 'channel'];

/**
 * Gives the words without a name to `leaf.positional`, in order; the last position takes the rest of the line. A word
 * is taken as a story only if it is a live one (or in the last position); when nobody named a required story, it is
 * the only live one. A word is taken as an entry only if it is written like one (or in the last position). Returns a
 * {@link Misread} when words are left over.
 */
export function placeWords(loose: LooseWords): ReadInput | Misread {
  const input: Record<string, RawValue> = { ...loose.named };
  const open = loose.leaf.positional.filter((name) => !(name in input));
  let rest = loose.words;
  for (const name of open) {
    const taken = take(loose, rest, { name, isLast: name === open.at(-1) });
    if (taken !== undefined) {
      input[name] = taken.value;
      rest = rest.slice(taken.count);
    }
  }
  addOnlyStory(loose, input);
  if (rest.length > 0) {
    return { problem: leftOver(loose, rest) };
  }
  return { input };
}

interface Taken {
  readonly value: RawValue;
  readonly count: number;
}

interface Position {
  readonly name: string;
  readonly isLast: boolean;
}

function take(loose: LooseWords, rest: readonly Word[], { name, isLast }: Position): Taken | undefined {
  const [word] = rest;
  const option = loose.leaf.options[name];
  if (word === undefined || option === undefined) {
    return undefined;
  }
  if (option.type === 'story' && !isLast && !loose.liveStories.includes(asSlug(word.value))) {
    return undefined;
  }
  if (option.type === 'entry' && !isLast && !looksLikeEntry(word.value)) {
    return undefined;
  }
  if (isLast && !oneWordTypes.includes(option.type)) {
    return { value: textOf(loose.line, rest), count: rest.length };
  }
  return { value: rawValueOf(option, word.value, loose.liveStories), count: 1 };
}

function addOnlyStory({ leaf, liveStories }: LooseWords, input: Record<string, RawValue>): void {
  const name = leaf.positional.find((candidate) => leaf.options[candidate]?.type === 'story');
  const [onlyStory, ...others] = liveStories;
  if (name === undefined || name in input || leaf.options[name]?.required !== true) {
    return;
  }
  if (onlyStory !== undefined && others.length === 0) {
    input[name] = onlyStory;
  }
}

/** The words as typed. A single quoted run loses its quotes. */
function textOf(line: string, words: readonly Word[]): string {
  const [first, ...others] = words;
  if (first?.kind === 'quoted' && others.length === 0) {
    return first.value;
  }
  let text = '';
  let end: number | undefined;
  for (const word of words) {
    const gap = end === undefined ? '' : line.slice(end, word.start);
    text += gap.trim() === '' ? gap : ' ';
    text += line.slice(word.start, word.end);
    end = word.end;
  }
  return text;
}

function leftOver(loose: LooseWords, rest: readonly Word[]): string {
  const { path, examples } = loose.leaf;
  const text = textOf(loose.line, rest);
  const cut = optionRightBefore(loose, rest);
  const hint =
    cut === undefined
      ? `Write it like ${examples[0] ?? `/${path.join(' ')}`}`
      : `A value of several words stands in quotes: ${typedOption(cut.name, `${cut.value} ${text}`, 'telegram')}`;
  return `I do not know what “${text}” is for in /${path.join(' ')}. ${hint}.`;
}

/** The unquoted option right before the words, since they may belong to its value. */
function optionRightBefore({ line, options }: LooseWords, [first]: readonly Word[]): NamedOption | undefined {
  return options.findLast(({ value, end }) => {
    const isBare = value !== '' && line.slice(end - value.length, end) === value;
    return isBare && first !== undefined && end <= first.start && line.slice(end, first.start).trim() === '';
  });
}
