import type { Instant } from '../../domain/time/instant.ts';
import type { Call } from '../command/call.ts';
import type { Reader } from '../kept-records.ts';
import type { Newsroom } from '../records.ts';

/** Whose mark `since:last` counts from: the chat's, where all see the answers, else the person's own. */
export function readerOf({ by, place, isPublic }: Call): Reader {
  return isPublic === true ? place.destination : by.id;
}

/** What a reader was shown of a story. */
export interface Shown {
  readonly slug: string;
  /** Absent for the story from its beginning. */
  readonly since?: Instant;
  /** Everything up to then was shown. */
  readonly at: Instant;
}

/**
 * Notes what the reader has seen, and in public the person who asked as well. A mark moves only when there is no gap
 * between it and what was shown: somebody who reads the last two hours has not read what came before. A repeated call
 * moves nothing.
 */
export async function noteRead(room: Newsroom, { slug, since, at }: Shown, call: Call): Promise<void> {
  for (const reader of new Set([readerOf(call), call.by.id])) {
    const before = await room.kept.lastRead(reader, slug, call.id);
    if (before !== undefined && since !== undefined && since > before) continue;
    await room.kept.markRead(reader, slug, { at, callId: call.id });
  }
}
