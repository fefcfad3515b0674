import type { RawInput } from './call.ts';
import type { Leaf } from './command.ts';

/** A value that would be accepted, and the label of the button that gives it. */
export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** What a {@link Refusal} may add to its sentence. */
export interface RefusalFacts {
  /** The option with the wrong value. */
  readonly option?: string;
  /** What to do instead: a whole sentence, best with an example that works when pasted. */
  readonly remedy?: string;
  /** Values of `option` that may be meant. Each becomes a button that runs the command again with it. */
  readonly choices?: readonly Choice[];
  /** Texts that were read otherwise than they were typed: they are given back as they can be sent again. */
  readonly asRead?: RawInput;
}

/**
 * Thrown by use cases when what somebody asked for cannot be done. Nothing was changed by then. The message is one
 * plain sentence for that person.
 */
export class Refusal extends Error {
  readonly option: string | undefined;
  readonly remedy: string | undefined;
  readonly choices: readonly Choice[];
  readonly asRead: RawInput;

  constructor(sentence: string, facts: RefusalFacts = {}) {
    super(sentence);
    this.name = 'Refusal';
    this.option = facts.option;
    this.remedy = facts.remedy;
    this.choices = facts.choices ?? [];
    this.asRead = facts.asRead ?? {};
  }
}

/** The sentence at the end of a refusal, that nothing came of the command; undefined for commands that only read. */
export function nothingDone(leaf: Leaf): string | undefined {
  if (leaf.access === 'anyone') return undefined;
  return leaf.path[0] === 'update' ? 'Nothing was published.' : 'Nothing was changed.';
}
