import type { ComposedEntry } from '../../domain/compose/compose-entry.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Call, RawInput } from './call.ts';

/** A button under an answer: pressing it runs a command as the person who presses it. */
export interface Action {
  readonly label: string;
  /** The command and, where there is one, the subcommand: `['story', 'show']`. */
  readonly path: readonly string[];
  readonly input: RawInput;
  /** Whether pressing it first shows the command's form for what is left out. */
  readonly asks?: boolean;
  /** Whether the answer goes to the presser's private chat. Such a button is left out in a private chat. */
  readonly isPrivate?: boolean;
  /**
   * The call that the button continues, if it answers a question. Pressed twice, or after another button of the same
   * question, it changes nothing more.
   */
  readonly callId?: string;
  /** The subject and form of that call, for a button that continues it unchanged. */
  readonly asked?: Pick<Call, 'aboutMessageId' | 'shown'>;
}

/** What to say in the place where somebody asked, when the answer goes to their private chat. */
export interface Privately {
  readonly done: RichText;
  /** Precedes the answer itself, when the private chat does not accept it. */
  readonly failed: RichText;
}

/** What replaces an answer later. It may be replaced itself; one without a next is the last. */
export interface Later<T> {
  /**
   * When to ask for it, counted from when the present one was shown. Platforms ask no more often than they may edit.
   */
  readonly afterMs: number;
  readonly next: () => Promise<T>;
}

/** A text file to send with an answer. */
export interface AnswerFile {
  readonly name: string;
  readonly text: string;
}

/** What a command says to the person who used it. */
export interface Answer {
  /** Empty when it is better to say nothing. */
  readonly content: RichText;
  /** Posts as the asker's platform would show them, each in messages of its own below the content. */
  readonly samples?: readonly ComposedEntry[];
  readonly file?: AnswerFile;
  readonly actions?: readonly Action[];
  /**
   * Absent for an answer that does not change. Asked for during a quarter of an hour at most, and not after a
   * restart.
   */
  readonly live?: Later<Answer>;
  /** Present when the answer goes to the person's private chat. */
  readonly privately?: Privately;
  /** Whether the place shows by itself what was done, so that nobody has to be told there. */
  readonly showsItself?: true;
}

/**
 * A button as a platform shows it. The token names a stored action and fits both platforms' limits (at most 40
 * bytes).
 */
export interface Button {
  readonly label: string;
  readonly token: string;
  readonly isPrivate?: boolean;
}

/** A post with its picture's bytes. Without them the picture could not be loaded, and only the words are shown. */
export interface Sample extends ComposedEntry {
  readonly bytes?: Uint8Array;
}

/** An answer that is ready to be shown. It is for the person who asked: ephemeral on platforms that support that. */
export interface Reply {
  readonly content: RichText;
  readonly samples?: readonly Sample[];
  readonly file?: AnswerFile;
  readonly buttons: readonly Button[];
  /** Its `next` never throws: when nothing can be learnt, it returns the same reply again. */
  readonly live?: Later<Reply>;
  readonly privately?: Privately;
  /** Present when only the asker should see it, but readers would in the place where they asked. */
  readonly aside?: Aside;
}

/** What to do when nobody could be told a reply alone. */
export interface Aside {
  /** What to say in the place itself instead; undefined for nothing, since it was said elsewhere. Never throws. */
  otherwise(): Promise<Reply | undefined>;
}
