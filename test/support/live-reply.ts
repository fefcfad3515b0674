import type { Button, Reply } from '../../src/newsroom/command/answer.ts';
import { say } from '../../src/newsroom/command/say.ts';

/** A reply that becomes the next of these texts each time that it is asked for; the last one stays. */
export function liveReply([first = '', ...later]: readonly string[], buttons: readonly Button[] = []): Reply {
  const reply: Reply = { content: say(first), buttons };
  return later.length === 0
    ? reply
    : { ...reply, live: { afterMs: 0, next: async () => liveReply(later, buttons) } };
}
