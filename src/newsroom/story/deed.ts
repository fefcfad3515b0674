import type { Person } from '../../domain/person.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { FieldChange } from './story-changes.ts';

/** Something that was done to a story and is not a revision. */
export interface Deed {
  readonly by: Person;
  /** In the past tense, to follow a name: `opened the story`. */
  readonly what: string;
  readonly entry?: number;
  readonly why?: string;
  /** Present for an edit of the story. */
  readonly changes?: readonly FieldChange[];
}

/** A {@link Deed} in the log. */
export interface DeedDone extends Deed {
  readonly at: Instant;
}
