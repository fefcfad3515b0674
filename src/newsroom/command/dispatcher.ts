import type { Reply } from './answer.ts';
import type { Call, RawInput } from './call.ts';
import type { Command, Form } from './command.ts';

/** A command with its raw input, as a platform adapter read it. */
export interface Invocation {
  readonly path: readonly string[];
  readonly input: RawInput;
}

/** One proposal while an option is being typed. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** A form to show, or what was said in its place. */
export type OpenedForm = { readonly form: Form; readonly token: string } | { readonly reply: Reply };

/**
 * The door between platform adapters and the newsroom: roles are checked behind it, for commands, forms, buttons
 * and suggestions alike. No method throws: what goes wrong becomes a sentence for the person.
 */
export interface Dispatcher {
  readonly commands: readonly Command[];
  /** Runs a command. */
  execute(invocation: Invocation, call: Call): Promise<Reply>;
  /** What is said of a message that cannot be read as a command: why, as sentences, and what was `typed`. */
  refuse(why: string, typed: string | undefined, call: Call): Promise<Reply>;
  /** The form to show before running; a reply to show instead (refused); undefined to run at once. */
  openForm(invocation: Invocation, call: Call): Promise<OpenedForm | undefined>;
  /** The same for the command behind a button that asks. */
  openPressed(token: string, call: Call): Promise<OpenedForm | undefined>;
  /** Runs the command whose form was filled in; `fields` are the form's values by option name. */
  submitForm(token: string, fields: RawInput, call: Call): Promise<Reply>;
  /** Runs the command behind a button. */
  press(token: string, call: Call): Promise<Reply>;
  /** Up to 25 values for an option that is being typed; none for people who may not use the command. */
  suggest(invocation: Invocation, option: string, typed: string, call: Call): Promise<readonly Suggestion[]>;
  /**
   * What a channel's rights or membership changed to, as the platform reported it: `active` resumes a paused
   * destination; any other value pauses it with that reason, in plain words.
   */
  rightsChanged(
    destination: Call['place']['destination'],
    change: 'active' | { readonly why: string },
  ): Promise<void>;
  /** A destination got a new address (a group became a supergroup). */
  moved(from: Call['place']['destination'], to: Call['place']['destination']): Promise<void>;
}
