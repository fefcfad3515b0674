import { z } from 'zod';
import { type Command, command } from '../src/newsroom/command/command.ts';
import { choice, entry, optional, story, text } from '../src/newsroom/command/options.ts';
import { moveForm, runScheduled } from '../src/newsroom/entry/scheduled.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

const options = {
  story: optional(
    story({ description: 'A story; all live ones when left out', example: 'lindhavn-ferries' }),
  ),
  entry: optional(
    entry({
      description: 'A scheduled update; all of them are listed when left out',
      example: 'lindhavn-ferries/7',
    }),
  ),
  action: optional(
    choice(['publish', 'move', 'cancel'], {
      description: 'What to do with it; publish means now, and an embargo needs a chief for that',
      example: 'cancel',
    }),
  ),
  to: optional(
    text({
      description: "Its new time, in the story's zone: 18:00, tomorrow 9am, 30 min",
      example: 'tomorrow 9am',
      maxLength: 60,
    }),
  ),
};

/** `/scheduled`: lists, moves, cancels and publishes scheduled updates. */
export const scheduled = (room: Newsroom): Command =>
  command('scheduled', 'Write', {
    description: 'See, move, cancel or publish scheduled updates',
    access: 'editor',
    options,
    positional: ['entry'],
    examples: ['/scheduled', '/scheduled lindhavn-ferries/7 to:"tomorrow 9am"'],
    form: async (raw) => {
      const {
        entry: reference,
        action,
        to,
      } = z
        .object({ entry: options.entry.schema, action: options.action.schema, to: options.to.schema })
        .parse(raw);
      return moveForm(room, { options, entry: reference, action, to });
    },
    run: (input, call) => runScheduled(room, input, call),
  });
