import { type Command, command } from '../src/newsroom/command/command.ts';
import { entry, optional, story } from '../src/newsroom/command/options.ts';
import { reportStatus } from '../src/newsroom/desk/report-status.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

/** `/status`: says how far updates have been delivered. */
export const status = (room: Newsroom): Command =>
  command('status', 'Run the desk', {
    description: 'See how far an update, a story or everything is delivered',
    access: 'editor',
    options: {
      entry: optional(entry({ description: 'An update', example: 'lindhavn-ferries/7' })),
      story: optional(story({ description: 'A story, for its newest updates', example: 'lindhavn-ferries' })),
    },
    positional: ['entry', 'story'],
    examples: ['/status lindhavn-ferries/7', '/status story:lindhavn-ferries'],
    run: (input, call) => reportStatus(room, input, call),
  });
