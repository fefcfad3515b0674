import { type Entry, entryName } from '../../domain/entry.ts';
import type { RawInput } from '../command/call.ts';
import type { CommandSpec, FormField, Option, Options } from '../command/command.ts';
import type { EntryReference } from '../command/options.ts';
import type { Newsroom } from '../records.ts';
import { entryMeant } from '../story/story-meant.ts';
import { entryNamed } from './entry-named.ts';

/** The options of a command that changes one entry; without an entry, the one that its message shows is meant. */
export type EntryOptions = Options & { readonly entry: Option<EntryReference | undefined> };

/** How a command asks for what is to change in an entry. */
export interface EntryForm {
  /** What is done, before the entry's number: `Edit update`. */
  readonly title: string;
  /** Whether so much was given that nothing is to be asked. */
  isGiven(input: RawInput): boolean;
  /** The fields, filled with the entry as it is or with what was given. Throws Refusal where it cannot be changed. */
  fieldsOf(entry: Entry, input: RawInput, options: Options): readonly FormField[];
}

/** The form of a command's declaration; it throws Refusal when no entry can be meant. */
export function entryForm(
  room: Newsroom,
  options: EntryOptions,
  { title, isGiven, fieldsOf }: EntryForm,
): NonNullable<CommandSpec<EntryOptions>['form']> {
  return async (input, call) => {
    if (isGiven(input)) return undefined;
    const reference = options.entry.schema.parse(input['entry']);
    const entry = await entryMeant(room, await entryNamed(room, reference, call));
    return {
      title: `${title} ${entry.number}`,
      fields: fieldsOf(entry, input, options),
      found: { entry: entryName(entry) },
    };
  };
}
