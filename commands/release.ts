import { type Command, command } from '../src/newsroom/command.ts';
import { releaseEntry } from '../src/newsroom/hold-entry.ts';
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
      example: 'two sources confirm it',
      maxLength: 300,
    }),
  ),
};

/** `/release`: puts back an update that was on hold. */
export const release = (room: Newsroom): Command =>
  command('release', 'Write', {
    description: 'Put back an update that is on hold',
    access: 'editor',
    options,
    positional: ['entry', 'reason'],
    examples: ['/release 7', '/release entry:lindhavn-ferries/7 reason:"two sources confirm it"'],
    run: (input, call) => releaseEntry(room, input, call),
  });
