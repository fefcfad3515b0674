import { type Command, command } from '../src/newsroom/command/command.ts';
import { channel, optional } from '../src/newsroom/command/options.ts';
import { listSubscriptions } from '../src/newsroom/destination/list-subscriptions.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

/** `/subscriptions`: lists what a channel or chat follows. */
export const subscriptions = (room: Newsroom): Command =>
  command('subscriptions', 'Follow', {
    description: 'List the stories that this channel or chat follows',
    access: 'manager',
    options: {
      channel: optional(
        channel({ description: 'The channel; this one when left out', example: '@harbournews' }),
      ),
    },
    positional: ['channel'],
    examples: ['/subscriptions'],
    run: (input, call) => listSubscriptions(room, input.channel, call),
  });
