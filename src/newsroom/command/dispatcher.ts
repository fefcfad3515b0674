import type { Reply } from './answer.ts';
import type { Call, RawInput } from './call.ts';
import type { Command, Form } from './command.ts';

/** A command and its raw input, as a platform adapter read them. */
export interface Invocation {
  readonly path: readonly string[];
  readonly input: RawInput;
}

/** One proposal for an option that is being typed. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** A form to show, or a reply to show instead. */
export type OpenedForm = { readonly form: Form; readonly token: string } | { readonly reply: Reply };

/**
 * The door between platform adapters and the newsroom. Roles are checked behind it, for commands, forms, buttons and
 * suggestions alike. No method throws: every failure becomes a sentence for the person.
 */
export interface Dispatcher {
  readonly commands: readonly Command[];
  /** Runs a command. */
  execute(invocation: Invocation, call: Call): Promise<Reply>;
  /** The reply to a message that cannot be read as a command: why, as sentences, and what was `typed`. */
  refuse(why: string, typed: string | undefined, call: Call): Promise<Reply>;
  /** The form to show before running; a reply to show instead (refused); undefined to run at once. */
  openForm(invocation: Invocation, call: Call): Promise<OpenedForm | undefined>;
  /** The form to show before running the command of a button; see {@link openForm}. */
  openPressed(token: string, call: Call): Promise<OpenedForm | undefined>;
  /** Runs the command whose form was filled in; `fields` are the form's values by option name. */
  submitForm(token: string, fields: RawInput, call: Call): Promise<Reply>;
  /** Runs the command behind a button. */
  press(token: string, call: Call): Promise<Reply>;
  /** Up to 25 values for an option that is being typed; none for people who may not use the command. */
  suggest(invocation: Invocation, option: string, typed: string, call: Call): Promise<readonly Suggestion[]>;
  /**
   * Reports a change of rights or membership in a channel. `active` resumes a paused destination; anything else
   * pauses it with that reason, in plain words. Throws {@link StoreUnavailable} when the records do not answer; it can
   * be repeated then.
   */
  rightsChanged(
    destination: Call['place']['destination'],
    change: 'active' | { readonly why: string },
  ): Promise<void>;
  /**
   * Reports a destination's new address (a group became a supergroup). Throws as {@link Dispatcher.rightsChanged} does.
   */
  moved(from: Call['place']['destination'], to: Call['place']['destination']): Promise<void>;
}
