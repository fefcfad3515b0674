import type { Instant } from '../../domain/time/instant.ts';
import type { Call } from '../command/call.ts';
import type { Reader } from '../kept-records.ts';
import type { Newsroom } from '../records.ts';

/** Whose mark `since:last` counts from: everybody's in a chat where all see the answers, else the person's own. */
export function readerOf({ by, place, isPublic }: Call): Reader {
  return isPublic === true ? place.destination : by.id;
}

/** What a reader was shown of a story. */
export interface Shown {
  readonly slug: string;
  /** Absent for the story from its beginning. */
  readonly since?: Instant;
  readonly now: Instant;
}

/**
 * Notes what the reader, and in public the person who asked as well, has seen. A mark only moves where nothing lies
 * between it and what was shown: whoever reads the last two hours has not read what was there before them. A call that
 * is repeated moves nothing.
 */
export async function noteRead(room: Newsroom, { slug, since, now }: Shown, call: Call): Promise<void> {
  for (const reader of new Set([readerOf(call), call.by.id])) {
    const before = await room.kept.lastRead(reader, slug, call.id);
    if (before !== undefined && since !== undefined && since > before) continue;
    await room.kept.markRead(reader, slug, { at: now, callId: call.id });
  }
}
