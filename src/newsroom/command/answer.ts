import type { ComposedEntry } from '../../domain/compose/compose-entry.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Call, RawInput } from './call.ts';

/** A button under an answer: pressing it runs a command as the person who presses it. */
export interface Action {
  readonly label: string;
  /** The command and, where there is one, the subcommand: `['story', 'show']`. */
  readonly path: readonly string[];
  readonly input: RawInput;
  /** Whether pressing it asks first, by the command's form, for what is left out. */
  readonly asks?: boolean;
  /** Whether the answer goes to the private chat of whoever presses; such a button is left out there. */
  readonly isPrivate?: boolean;
  /**
   * The call that the button goes on with, for one that answers a question: pressed twice, or after another button of
   * the same question, it changes nothing more.
   */
  readonly callId?: string;
  /** What that call was about and what its form held, for a button that goes on with the call as it was. */
  readonly asked?: Pick<Call, 'aboutMessageId' | 'shown'>;
}

/** What to say where an answer was asked for that goes to the person's private chat. */
export interface Privately {
  readonly done: RichText;
  /** Before the answer itself, where the person's private chat does not take it. */
  readonly failed: RichText;
}

/** What comes in an answer's place later; it may have a next one itself, and one without is the last. */
export interface Later<T> {
  /** When to ask for it, counted from when the present one was shown; platforms ask no oftener than they may edit. */
  readonly afterMs: number;
  readonly next: () => Promise<T>;
}

/** A text file that comes with an answer. */
export interface AnswerFile {
  readonly name: string;
  readonly text: string;
}

/** What a command says to the person who used it. */
export interface Answer {
  /** Empty where it is better to say nothing. */
  readonly content: RichText;
  /** Posts as the asking platform would show them, each in messages of its own below the content. */
  readonly samples?: readonly ComposedEntry[];
  readonly file?: AnswerFile;
  readonly actions?: readonly Action[];
  /** Absent for an answer that stays as it is. It is asked for a quarter of an hour at most, and not after a restart. */
  readonly live?: Later<Answer>;
  /** Where it goes to the person's private chat. */
  readonly privately?: Privately;
}

/** A button as a platform shows it: the token stands for a kept action and fits both platforms' limits (≤ 40 bytes). */
export interface Button {
  readonly label: string;
  readonly token: string;
  readonly isPrivate?: boolean;
}

/** A post with its picture at hand; without `bytes` the picture could not be had, and the words are shown alone. */
export interface Sample extends ComposedEntry {
  readonly bytes?: Uint8Array;
}

/** An answer that is ready to be shown. It is for the person who asked: ephemeral where the platform can. */
export interface Reply {
  readonly content: RichText;
  readonly samples?: readonly Sample[];
  readonly file?: AnswerFile;
  readonly buttons: readonly Button[];
  /** Its `next` never throws: while there is nothing to be learnt, it gives the same reply again. */
  readonly live?: Later<Reply>;
  readonly privately?: Privately;
  /** Present where it is for whoever asked alone, and readers would see it in the place where they asked. */
  readonly aside?: Aside;
}

/** What to do where nobody could be told a reply alone. */
export interface Aside {
  /** What to say in the place itself; undefined for nothing, since it was said elsewhere. It never throws. */
  otherwise(): Promise<Reply | undefined>;
}
