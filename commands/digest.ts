import { digestFormats } from '../src/domain/digest.ts';
import { type Command, command } from '../src/newsroom/command/command.ts';
import { choice, optional, story, text } from '../src/newsroom/command/options.ts';
import { makeDigest } from '../src/newsroom/digest/make-digest.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

/** `/digest`: tells a story so far, or since a moment. */
export const digest = (room: Newsroom): Command =>
  command('digest', 'Follow', {
    description: 'Read a story so far, or what is new in it',
    access: 'anyone',
    options: {
      story: optional(
        story({
          description: 'The story; the one that is followed here when left out',
          example: 'lindhavn-ferries',
        }),
      ),
      since: optional(
        text({
          description: '2h, yesterday, a time, last (since you last asked) or start',
          example: '2h',
          maxLength: 60,
        }),
      ),
      format: optional(
        choice(digestFormats, { description: 'brief for headlines, full for the text', example: 'brief' }),
      ),
    },
    positional: ['story'],
    examples: ['/digest', '/digest lindhavn-ferries since:2h format:brief'],
    run: (input, call) => makeDigest(room, input, call),
  });
