import type { PersonId } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';

/**
 * Somebody who reads: a person, or a chat in which everybody sees the answers. Both kinds of id have the same form.
 */
export type Reader = PersonId;

/** Small things that are kept for a while. */
export interface KeptRecords {
  /** Stores a value for `ttlMs` and returns its token (22 characters). */
  keep(value: unknown, ttlMs: number): Promise<string>;
  /** The stored value; undefined when it is unknown or has expired. */
  kept(token: string): Promise<unknown>;
  /** Stores a value under a name for `ttlMs`, replacing what was there. */
  note(name: string, value: unknown, ttlMs: number): Promise<void>;
  /** The value under a name; undefined when there is none or it has expired. */
  noted(name: string): Promise<unknown>;
  /**
   * Stores an image's bytes by their content and returns the media id. They are kept as long as a revision refers to
   * them; only those of killed entries are deleted.
   */
  keepMedia(bytes: Uint8Array): Promise<string>;
  /** An image's bytes; undefined when they are no longer stored. */
  media(mediaId: string): Promise<Uint8Array | undefined>;
  /** Deletes an image's bytes. No revision may refer to them any more. */
  dropMedia(mediaId: string): Promise<void>;
  /** Deletes stored forms and buttons that contain one of these texts as a whole string. */
  forget(texts: ReadonlySet<string>): Promise<void>;
  /** How far a reader has read a story, not counting what this same call has marked. */
  lastRead(reader: Reader, slug: string, callId: string): Promise<Instant | undefined>;
  /** Moves that mark. The same call moves it once. */
  markRead(
    reader: Reader,
    slug: string,
    mark: { readonly at: Instant; readonly callId: string },
  ): Promise<void>;
}
