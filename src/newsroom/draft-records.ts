import type { EntryWords } from '../domain/new-entry.ts';
import type { PersonId } from '../domain/person.ts';

/** What somebody wrote and has neither published nor cancelled. */
export interface Draft {
  readonly by: PersonId;
  readonly words: EntryWords;
  /** Why its image was left out, as a sentence. */
  readonly leftOut?: string;
  /** Whether the end of its body may be missing; see `Call.mayBeCut`. */
  readonly mayBeCut?: true;
  /** Whether it is to be published although the same text is there already. */
  readonly again?: true;
}

/** Texts that wait for their authors. They stay until they are removed, even after a restart. */
export interface DraftRecords {
  /** Stores a draft. A draft with this id that exists already stays as it is. */
  put(id: string, draft: Draft): Promise<void>;
  find(id: string): Promise<Draft | undefined>;
  /** Returns false, and stores nothing, when the draft was removed. */
  replace(id: string, draft: Draft): Promise<boolean>;
  remove(id: string, by: PersonId): Promise<void>;
  /** The ids of a person's drafts, newest first. */
  of(person: PersonId): Promise<readonly string[]>;
}
