import type { Entry } from '../../domain/entry.ts';
import { entryName } from '../../domain/entry.ts';
import type { Answer } from '../command/answer.ts';
import { count, say } from '../command/say.ts';
import type { Newsroom } from '../records.ts';

/** How often answers may change. */
const tickMs = 2_000;
/** How long after its moment an entry is surely published. */
const graceMs = 250;

/**
 * An answer that counts down until an entry is published, with a button to undo. Then `after` says what became of it,
 * from the records.
 */
export function withCountDown(room: Newsroom, entry: Entry, after: () => Promise<Answer>): Answer {
  const name = entryName(entry);
  const leftMs = Math.max(entry.publishedAt - room.now(), 0);
  const seconds = Math.ceil(leftMs / 1_000);
  const cancel = { path: ['scheduled'], input: { entry: name, action: 'cancel' } };
  return {
    content: say(
      seconds === 0 ? `${name} goes out now.` : `${name} goes out in ${count(seconds, 'second')}.`,
    ),
    actions: seconds === 0 ? [] : [{ label: `Undo ${seconds} s`, ...cancel }],
    live: { afterMs: Math.min(tickMs, leftMs + graceMs), next: after },
  };
}
