import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { describe, expect, it } from 'vitest';
import { command, commandGroup, subcommand } from '../../../src/newsroom/command/command.ts';
import * as option from '../../../src/newsroom/command/options.ts';
import { discordCommands } from '../../../src/platforms/discord/registration.ts';

const run = async () => ({ content: [] });
const words = { description: 'What it is', example: 'like this' };

const update = command('update', 'Write', {
  description: 'Publish an update',
  access: 'editor',
  options: {
    image: option.optional(option.image(words)),
    story: option.story(words),
    headline: option.text({ ...words, maxLength: 100 }),
    body: option.paragraph({ ...words, maxLength: 9000 }),
    urgency: option.optional(option.choice(['flash', 'normal', 'quiet'], words)),
  },
  examples: ['/update x'],
  form: async () => undefined,
  run,
});

const staff = commandGroup('staff', 'Run the desk', 'Manage the staff', [
  subcommand('add', {
    description: 'Give somebody a role',
    access: 'chief',
    options: { user: option.person(words), role: option.choice(['reporter', 'editor'], words) },
    examples: ['/staff add x'],
    run,
  }),
]);

const edit = command('edit', 'Write', {
  description: 'Edit an update',
  access: 'editor',
  options: {
    entry: option.entry(words),
    place: option.optional(option.channel(words)),
    number: option.optional(option.integer(words)),
    note: option.paragraph({ ...words, maxLength: 500 }),
  },
  examples: ['/edit x'],
  menu: 'Edit update',
  run,
});

const everywhere = { contexts: [0, 1], integration_types: [0] };

describe('discordCommands', () => {
  it('writes what Discord accepts', () => {
    const bodies = discordCommands([update, staff, edit]);
    const results = bodies.map((body) => ApplicationCommandUpdateRequestSchema.safeParse(body));
    expect(results).toEqual(bodies.map(() => expect.objectContaining({ success: true })));
  });

  it('puts required options first, asks for the body in the form, and keeps texts within 6000 characters', () => {
    expect(discordCommands([update])).toEqual([
      {
        type: 1,
        name: 'update',
        description: 'Publish an update',
        options: [
          { type: 3, name: 'story', description: 'What it is', required: true, autocomplete: true },
          { type: 3, name: 'headline', description: 'What it is', required: true, max_length: 100 },
          { type: 11, name: 'image', description: 'What it is', required: false },
          { type: 3, name: 'body', description: 'What it is', required: false, max_length: 6000 },
          {
            type: 3,
            name: 'urgency',
            description: 'What it is',
            required: false,
            choices: [
              { name: 'flash', value: 'flash' },
              { name: 'normal', value: 'normal' },
              { name: 'quiet', value: 'quiet' },
            ],
          },
        ],
        ...everywhere,
      },
    ]);
  });

  it('makes subcommands of the leaves of a group', () => {
    expect(discordCommands([staff])).toMatchObject([
      {
        name: 'staff',
        options: [
          {
            type: 1,
            name: 'add',
            options: [
              { type: 6, name: 'user' },
              { type: 3, name: 'role' },
            ],
          },
        ],
      },
    ]);
  });

  it('adds a message menu for a leaf that has a label, and keeps a paragraph required where no form asks', () => {
    expect(discordCommands([edit])).toMatchObject([
      {
        type: 1,
        options: [
          { type: 3, name: 'entry', autocomplete: true },
          { type: 3, name: 'note', required: true, max_length: 500 },
          { type: 7, name: 'place', channel_types: expect.arrayContaining([0, 5, 11]) },
          { type: 4, name: 'number' },
        ],
      },
      { type: 3, name: 'Edit update', ...everywhere },
    ]);
  });
});
