import { type Entry, entryName } from '../../domain/entry.ts';
import type { RawInput } from '../command/call.ts';
import type { CommandSpec, FormField, Option, Options } from '../command/command.ts';
import type { EntryReference } from '../command/options.ts';
import type { Newsroom } from '../records.ts';
import { entryMeant } from '../story/story-meant.ts';
import { entryNamed } from './entry-named.ts';

/** The options of a command that changes one entry. Without an entry, the one in the message that it was used on. */
export type EntryOptions = Options & { readonly entry: Option<EntryReference | undefined> };

/** How a command asks what to change in an entry. */
export interface EntryForm {
  /** The action, to precede the entry's name: `Edit update`. */
  readonly title: string;
  /** Whether the input is complete, so that no form is needed. */
  isGiven(input: RawInput): boolean;
  /**
   * The fields, filled with the entry's present text or with what was given. Throws Refusal when it cannot be
   * changed.
   */
  fieldsOf(entry: Entry, input: RawInput, options: Options): readonly FormField[];
}

/** The form for a command's declaration. It throws Refusal when it is not clear which entry is meant. */
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
