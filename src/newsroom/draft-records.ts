import type { EntryWords } from '../domain/new-entry.ts';
import type { PersonId } from '../domain/person.ts';

/** What somebody wrote and has neither published nor cancelled. */
export interface Draft {
  readonly by: PersonId;
  readonly words: EntryWords;
  /** Why its image was left out, as a sentence. */
  readonly leftOut?: string;
  /** Whether its body may lack its end, as the call said of the message. */
  readonly mayBeCut?: true;
}

/** Texts that wait for their author; they stay until they are removed, across restarts as well. */
export interface DraftRecords {
  /** Keeps a draft; one that bears this id already stays as it is. */
  put(id: string, draft: Draft): Promise<void>;
  find(id: string): Promise<Draft | undefined>;
  /** False, and nothing is kept, when it was removed. */
  replace(id: string, draft: Draft): Promise<boolean>;
  remove(id: string, by: PersonId): Promise<void>;
  /** The ids of a person's drafts, the newest first. */
  of(person: PersonId): Promise<readonly string[]>;
}
