import type { PersonId } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';

/** Who reads: a person, or a chat or channel in which everybody sees what one asks for. Both have ids of one form. */
export type Reader = PersonId;

/** Small things that are kept for a while. */
export interface KeptRecords {
  /** Keeps a value for `ttlMs` and returns its token (22 characters). */
  keep(value: unknown, ttlMs: number): Promise<string>;
  /** What was kept; undefined when it is unknown or its time is over. */
  kept(token: string): Promise<unknown>;
  /** Keeps a value under a name for `ttlMs`, in place of what is kept there. */
  note(name: string, value: unknown, ttlMs: number): Promise<void>;
  /** What is kept under a name; undefined when there is nothing or its time is over. */
  noted(name: string): Promise<unknown>;
  /**
   * Keeps an image's bytes by their content and returns the media id. They are kept for as long as a revision names
   * them, and only those of killed entries end.
   */
  keepMedia(bytes: Uint8Array): Promise<string>;
  /** An image's bytes; undefined when it is not kept any more. */
  media(mediaId: string): Promise<Uint8Array | undefined>;
  /** Deletes an image's bytes, which no revision may name any more. */
  dropMedia(mediaId: string): Promise<void>;
  /** Deletes what is kept and holds one of these texts, each as a whole: forms and buttons. */
  forget(texts: ReadonlySet<string>): Promise<void>;
  /** Up to when a reader has read a story, not counting what this very call has marked. */
  lastRead(reader: Reader, slug: string, callId: string): Promise<Instant | undefined>;
  /** Moves that mark. The same call moves it once. */
  markRead(
    reader: Reader,
    slug: string,
    mark: { readonly at: Instant; readonly callId: string },
  ): Promise<void>;
}
