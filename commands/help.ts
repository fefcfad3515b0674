import { type Command, command } from '../src/newsroom/command/command.ts';
import { optional, text } from '../src/newsroom/command/options.ts';
import { showHelp } from '../src/newsroom/dispatch/help.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

/** `/help`: says what the person may do here, from the declarations of all commands. */
export const help = (room: Newsroom, commands: () => readonly Command[]): Command =>
  command('help', 'Follow', {
    description: 'See what you can do here',
    access: 'anyone',
    options: {
      command: optional(
        text({ description: 'A command, for its options and examples', example: 'update', maxLength: 40 }),
      ),
    },
    positional: ['command'],
    examples: ['/help', '/help update'],
    run: (input, call) => showHelp(room, { commands: commands(), about: input.command }, call),
  });
