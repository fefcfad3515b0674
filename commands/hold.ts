import { type Command, command } from '../src/newsroom/command.ts';
import { holdEntry } from '../src/newsroom/hold-entry.ts';
import { entry, optional, text } from '../src/newsroom/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

const options = {
  entry: optional(
    entry({
      description: 'The update; on Telegram, the one that you reply to when left out',
      example: 'lindhavn-ferries/7',
    }),
  ),
  reason: optional(
    text({
      description: 'Why, for the log of the story; readers do not see it',
      example: 'the ministry denies the quote',
      maxLength: 300,
    }),
  ),
};

/** `/hold`: takes an update out of circulation while it is checked. */
export const hold = (room: Newsroom): Command =>
  command('hold', 'Write', {
    description: 'Take an update back while it is checked',
    access: 'editor',
    options,
    positional: ['entry', 'reason'],
    examples: ['/hold 7', '/hold entry:lindhavn-ferries/7 reason:"the ministry denies the quote"'],
    menu: 'Hold update',
    run: (input, call) => holdEntry(room, input, call),
  });
