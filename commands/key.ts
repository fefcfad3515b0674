import { type Command, commandGroup, subcommand } from '../src/newsroom/command/command.ts';
import { entry, integer, optional, story as storyOption, text } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { addKey, listKeys, moveKey, removeKey } from '../src/newsroom/story/key-developments.ts';

const story = optional(
  storyOption({ description: 'The story; the only live one when left out', example: 'lindhavn-ferries' }),
);
const number = integer({ description: 'The number of the key development, 1 on top', example: '2' });

/** `/key`: keeps a story's key developments. */
export const key = (room: Newsroom): Command =>
  commandGroup('key', 'Write', 'Keep the key developments of a story', [
    subcommand('add', {
      description: 'Put an update on top of the key developments',
      access: 'editor',
      options: {
        entry: entry({ description: 'The update that it points at', example: 'lindhavn-ferries/7' }),
        text: optional(
          text({
            description: "The line, about ten words; the update's headline when left out",
            example: 'Ferries will not sail before Friday, port chief says',
            maxLength: 120,
          }),
        ),
      },
      positional: ['entry', 'text'],
      examples: ['/key add lindhavn-ferries/7 What is known now, in one line'],
      run: (input, call) => addKey(room, input, call),
    }),
    subcommand('remove', {
      description: 'Take out a key development; its update stays',
      access: 'editor',
      options: { number, story },
      positional: ['number'],
      examples: ['/key remove 2'],
      run: (input, call) => removeKey(room, input, call),
    }),
    subcommand('move', {
      description: 'Move a key development to another place',
      access: 'editor',
      options: { number, to: integer({ description: 'Its new place, 1 on top', example: '1' }), story },
      positional: ['number', 'to'],
      examples: ['/key move 2 1'],
      run: (input, call) => moveKey(room, input, call),
    }),
    subcommand('list', {
      description: 'Show the key developments with their numbers',
      access: 'editor',
      options: { story },
      positional: ['story'],
      examples: ['/key list lindhavn-ferries'],
      run: (input) => listKeys(room, input.story),
    }),
  ]);
