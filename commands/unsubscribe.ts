import { type Command, command } from '../src/newsroom/command/command.ts';
import { channel, optional, story } from '../src/newsroom/command/options.ts';
import { unsubscribe as unfollow } from '../src/newsroom/destination/unsubscribe.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

/** `/unsubscribe`: ends a subscription. */
export const unsubscribe = (room: Newsroom): Command =>
  command('unsubscribe', 'Follow', {
    description: 'Stop following a story in this channel or chat',
    access: 'manager',
    options: {
      story: optional(
        story({
          description: 'The story; the only one that is followed when left out',
          example: 'lindhavn-ferries',
        }),
      ),
      channel: optional(
        channel({ description: 'The channel; this one when left out', example: '@harbournews' }),
      ),
    },
    positional: ['story'],
    examples: ['/unsubscribe lindhavn-ferries'],
    run: (input, call) => unfollow(room, input, call),
  });
