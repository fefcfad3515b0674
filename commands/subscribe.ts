import { levels } from '../src/domain/subscription.ts';
import { languages } from '../src/domain/words/language.ts';
import { type Command, command } from '../src/newsroom/command/command.ts';
import { channel, choice, optional, story, text } from '../src/newsroom/command/options.ts';
import { subscribe as follow } from '../src/newsroom/destination/subscribe.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

const options = {
  story: optional(
    story({ description: 'The story; the only live one when left out', example: 'lindhavn-ferries' }),
  ),
  level: optional(
    choice(levels, {
      description: 'all updates, key and flash updates only, or scheduled digests only',
      example: 'key',
    }),
  ),
  digest: optional(
    text({
      description: 'When digests come: 08:00, weekdays 8:00 and 18:00, every 4h, or off',
      example: '08:00',
      maxLength: 80,
    }),
  ),
  timezone: optional(
    text({
      description: "The zone of these times, or story for the story's own",
      example: 'Europe/Oslo',
      maxLength: 60,
    }),
  ),
  language: optional(
    choice([...languages, 'story'], {
      description: "The language of Dateline's own words here, or story for the story's own",
      example: 'pl',
    }),
  ),
  thread: optional(
    choice(['yes', 'no'], {
      description: 'yes for a thread of its own in this channel (a topic on Telegram)',
      example: 'yes',
    }),
  ),
  crosspost: optional(
    choice(['yes', 'no'], {
      description: 'yes to publish to the servers that follow an announcement channel (Discord)',
      example: 'yes',
    }),
  ),
  channel: optional(channel({ description: 'The channel; this one when left out', example: '@harbournews' })),
};

/** `/subscribe`: lets a channel or chat follow a story. */
export const subscribe = (room: Newsroom): Command =>
  command('subscribe', 'Follow', {
    description: 'Let this channel or chat follow a story',
    access: 'manager',
    options,
    positional: ['story'],
    examples: ['/subscribe lindhavn-ferries', '/subscribe story:lindhavn-ferries level:key digest:08:00'],
    run: (input, call) => follow(room, input, call),
  });
