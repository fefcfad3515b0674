import { z } from 'zod';
import type { Role } from '../../domain/person.ts';
import type { Answer } from './answer.ts';
import type { Call, ImageUpload, RawInput } from './call.ts';

/** Who may use a command: a role of the newsroom, people who manage the channel or chat, or anyone. */
export type Access = Role | 'manager' | 'anyone';

/** The type of an option's value, by which platforms choose their input control. */
export type OptionType =
  | 'text'
  | 'paragraph'
  | 'choice'
  | 'integer'
  | 'story'
  | 'entry'
  | 'person'
  | 'channel'
  | 'image';

/** One option of a command. `T` is the parsed value; it includes undefined when the option is not required. */
export interface Option<T = unknown> {
  readonly type: OptionType;
  /** One clause of at most 100 characters (Discord's limit for option descriptions). */
  readonly description: string;
  readonly required: boolean;
  /** The allowed values of a `choice`. */
  readonly choices?: readonly string[];
  /** The greatest number of characters that is accepted. */
  readonly maxLength?: number;
  /** For a paragraph: shown as typed instead of read as Markdown. */
  readonly isPlain?: boolean;
  /** A valid value, shown after an invalid one. */
  readonly example: string;
  readonly schema: z.ZodType<T>;
}

/** The options of a command by name, in the order in which they are shown. */
export type Options = Readonly<Record<string, Option>>;

/** The parsed input for a set of options. */
export type InputOf<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** One field of a form. `option` is the option that it fills. */
export interface FormField {
  readonly option: string;
  readonly label: string;
  readonly value?: string;
  readonly required: boolean;
  readonly paragraph: boolean;
  readonly maxLength: number;
}

/** A form for what was left out, on platforms that have forms. */
export interface Form {
  readonly title: string;
  readonly fields: readonly FormField[];
  /** Input that was found while making the form (the entry that a message shows); it is stored with the form. */
  readonly found?: RawInput;
}

/** The declaration of a command or subcommand, written once for both platforms. */
export interface CommandSpec<O extends Options> {
  /** What it does, in one clause of at most 100 characters. */
  readonly description: string;
  readonly access: Access;
  readonly options: O;
  /** The options that words without a name fill on Telegram, in order. The last one takes the rest of the line. */
  readonly positional?: readonly (keyof O & string)[];
  /** The option that the lines below the command fill on Telegram. */
  readonly paragraph?: keyof O & string;
  /** Whether it shows a text that may be cut before using it. Other commands with a paragraph ask first. */
  readonly showsFirst?: true;
  /** One or two complete examples, as typed on Telegram; help rewrites them for Discord. */
  readonly examples: readonly string[];
  /** The label of a context-menu command on the bot's own posts. Its form opens with `entry` filled in. */
  readonly menu?: string;
  /** The form to show before the command runs, on platforms that have forms; undefined to run at once. */
  readonly form?: (raw: RawInput, call: Call) => Promise<Form | undefined>;
  readonly run: (input: InputOf<O>, call: Call) => Promise<Answer>;
}

/** A command or subcommand as the rest of Dateline uses it: the declaration without its input type. */
export interface Leaf {
  /** The command's name and, for a subcommand, its own: `['story', 'open']`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly access: Access;
  readonly options: Options;
  readonly positional: readonly string[];
  readonly paragraph?: string;
  readonly showsFirst?: true;
  readonly examples: readonly string[];
  readonly menu?: string;
  readonly form?: (raw: RawInput, call: Call) => Promise<Form | undefined>;
  /** Parses the raw input and runs. Throws {@link z.ZodError} for bad input and Refusal for a refused command. */
  run(raw: RawInput, call: Call): Promise<Answer>;
}

/** The part of `/help` that lists a command. */
export type HelpGroup = 'Write' | 'Follow' | 'Run the desk';

/** A command: a single leaf, or a list of subcommands. */
export interface Command {
  readonly name: string;
  readonly description: string;
  readonly group: HelpGroup;
  readonly leaves: readonly Leaf[];
}

/** Declares a command without subcommands. */
export function command<const O extends Options>(
  name: string,
  group: HelpGroup,
  spec: CommandSpec<O>,
): Command {
  return { name, group, description: spec.description, leaves: [leaf([name], spec)] };
}

/** Declares a command with subcommands, made by {@link subcommand}. */
export function commandGroup(
  name: string,
  group: HelpGroup,
  description: string,
  subcommands: readonly ((parent: string) => Leaf)[],
): Command {
  return { name, group, description, leaves: subcommands.map((make) => make(name)) };
}

/** Declares one subcommand of a {@link commandGroup}. */
export function subcommand<const O extends Options>(
  name: string,
  spec: CommandSpec<O>,
): (parent: string) => Leaf {
  return (parent) => leaf([parent, name], spec);
}

function leaf<O extends Options>(path: readonly string[], spec: CommandSpec<O>): Leaf {
  const shape = Object.fromEntries(
    Object.entries(spec.options).map(([name, option]) => [name, option.schema]),
  );
  const schema = z.object(shape);
  return {
    path,
    description: spec.description,
    access: spec.access,
    options: spec.options,
    positional: spec.positional ?? [],
    ...(spec.paragraph !== undefined && { paragraph: spec.paragraph }),
    ...(spec.showsFirst !== undefined && { showsFirst: spec.showsFirst }),
    examples: spec.examples,
    ...(spec.menu !== undefined && { menu: spec.menu }),
    ...(spec.form !== undefined && { form: spec.form }),
    // The schema is built from the very options that InputOf is derived from; zod cannot see that.
    run: async (raw, call) => spec.run(schema.parse(raw) as InputOf<O>, call),
  };
}

/** Whether a raw or parsed value is an uploaded image. */
export function isImageUpload(value: unknown): value is ImageUpload {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'image';
}
