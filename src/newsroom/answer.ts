import type { RichText } from '../domain/rich-text.ts';
import type { RawInput } from './call.ts';

/** A button under an answer: pressing it runs a command as the person who presses it. */
export interface Action {
  readonly label: string;
  /** The command and, where there is one, the subcommand: `['story', 'show']`. */
  readonly path: readonly string[];
  readonly input: RawInput;
}

/** What a command says to the person who used it. */
export interface Answer {
  readonly content: RichText;
  readonly actions?: readonly Action[];
}

/** A button as a platform shows it: the token stands for a kept action and fits both platforms' limits (≤ 40 bytes). */
export interface Button {
  readonly label: string;
  readonly token: string;
}

/** An answer that is ready to be shown. It is for the person who asked: ephemeral where the platform can. */
export interface Reply {
  readonly content: RichText;
  readonly buttons: readonly Button[];
}
