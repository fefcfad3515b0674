import { type Command, command } from '../src/newsroom/command/command.ts';
import { choice, entry, optional, text } from '../src/newsroom/command/options.ts';
import { retry as retryUpdate } from '../src/newsroom/desk/retry.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

/** `/retry`: sends an update again where it did not arrive or nobody knows, or tries a paused place. */
export const retry = (room: Newsroom): Command =>
  command('retry', 'Run the desk', {
    description: 'Send an update again where it is stuck, or try a paused place',
    access: 'editor',
    options: {
      entry: optional(entry({ description: 'The update', example: 'lindhavn-ferries/7' })),
      place: optional(
        text({
          description:
            'The channel or chat, as the desk names it; every place where it is stuck when left out',
          example: '#news in Coast Guild',
          maxLength: 200,
        }),
      ),
      arrived: optional(
        choice(['yes', 'no'], {
          description: 'yes if it has arrived, so that it is not sent again',
          example: 'yes',
        }),
      ),
    },
    positional: ['entry', 'place'],
    examples: [
      '/retry lindhavn-ferries/7',
      '/retry lindhavn-ferries/7 arrived:yes place:"#news in Coast Guild"',
    ],
    run: (input, call) => retryUpdate(room, { ...input, arrived: input.arrived === 'yes' }, call),
  });
