import type { Reply } from './answer.ts';
import { type Line, say } from './say.ts';

/** A reply of some lines and nothing else; undefined lines are left out. */
export function plainReply(...lines: readonly (Line | undefined)[]): Reply {
  return { content: say(...lines), buttons: [] };
}
