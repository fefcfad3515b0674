import { z } from 'zod';
import {
  type Command,
  command,
  commandGroup,
  type Option,
  subcommand,
} from '../../src/newsroom/command/command.ts';

function option(type: Option['type'], more: Partial<Option> = {}): Option {
  return { type, description: 'An option', required: true, example: 'x', schema: z.unknown(), ...more };
}

const later = { required: false };
const nothing = async () => ({ content: [] });

/** Declarations in the shapes that the command line knows; running one does nothing. */
export const typedCommands: readonly Command[] = [
  command('update', 'Write', {
    description: 'Post an update',
    access: 'reporter',
    options: {
      story: option('story'),
      headline: option('text'),
      body: option('paragraph', later),
      urgency: option('choice', { ...later, choices: ['flash', 'normal', 'quiet'] }),
      source: option('text', later),
      at: option('text', later),
      related: option('text', later),
      image: option('image', later),
    },
    positional: ['story', 'headline'],
    paragraph: 'body',
    examples: ['/update harbour-bridge Bridge closed'],
    run: nothing,
  }),
  command('kill', 'Write', {
    description: 'Withdraw an update',
    access: 'chief',
    options: { entry: option('entry'), reason: option('text') },
    positional: ['entry', 'reason'],
    paragraph: 'reason',
    examples: ['/kill harbour-bridge/17 Wrong at the root'],
    run: nothing,
  }),
  command('correct', 'Write', {
    description: 'Correct an update',
    access: 'editor',
    options: { entry: option('entry'), wrong: option('text'), right: option('text') },
    positional: ['entry', 'wrong', 'right'],
    examples: ['/correct harbour-bridge/17 "400 pilots" "40 pilots"'],
    run: nothing,
  }),
  command('status', 'Run the desk', {
    description: 'Where an update stands',
    access: 'editor',
    options: { entry: option('entry', later), story: option('story', later) },
    positional: ['entry', 'story'],
    examples: ['/status harbour-bridge/17'],
    run: nothing,
  }),
  command('subscribe', 'Follow', {
    description: 'Follow a story',
    access: 'manager',
    options: {
      story: option('story'),
      level: option('choice', { ...later, choices: ['all', 'key', 'digest'] }),
      channel: option('channel', later),
    },
    positional: ['story', 'level'],
    examples: ['/subscribe harbour-bridge'],
    run: nothing,
  }),
  commandGroup('key', 'Write', 'Key developments', [
    subcommand('move', {
      description: 'Move one',
      access: 'editor',
      options: { number: option('integer'), to: option('integer') },
      positional: ['number', 'to'],
      examples: ['/key move 3 1'],
      run: nothing,
    }),
    subcommand('list', {
      description: 'Show them',
      access: 'editor',
      options: { story: option('story') },
      positional: ['story'],
      examples: ['/key list harbour-bridge'],
      run: nothing,
    }),
  ]),
  commandGroup('staff', 'Run the desk', 'The newsroom', [
    subcommand('add', {
      description: 'Give a role',
      access: 'chief',
      options: {
        user: option('person'),
        role: option('choice', { choices: ['reporter', 'editor', 'chief'] }),
      },
      positional: ['user', 'role'],
      examples: ['/staff add @mari editor'],
      run: nothing,
    }),
  ]),
  command('help', 'Follow', {
    description: 'What there is',
    access: 'anyone',
    options: { command: option('text', later) },
    positional: ['command'],
    examples: ['/help update'],
    run: nothing,
  }),
];
