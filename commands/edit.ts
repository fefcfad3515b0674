import { type Command, command } from '../src/newsroom/command/command.ts';
import { optional, paragraph, text } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { editEntry, editForm } from '../src/newsroom/revision/edit-entry.ts';
import { entryForm } from '../src/newsroom/revision/entry-form.ts';
import { entryOrShown } from './common-options.ts';

const options = {
  entry: optional(entryOrShown),
  headline: optional(
    text({ description: 'The new headline', example: 'Ferries will not sail before Friday', maxLength: 100 }),
  ),
  body: optional(
    paragraph({
      description: 'The new text, in Markdown',
      example: 'The harbour authority said the breakwater needs a second inspection.',
      maxLength: 6_000,
      mayBeBlank: true,
    }),
  ),
  source: optional(
    text({
      description: 'The new source',
      example: 'Lindhavn harbour authority',
      maxLength: 200,
      mayBeBlank: true,
    }),
  ),
};

/** `/edit`: changes the words of an update where its meaning does not change. */
export const edit = (room: Newsroom): Command =>
  command('edit', 'Write', {
    description: 'Edit the wording of an update in place, without changing its meaning',
    access: 'editor',
    options,
    positional: ['entry', 'headline'],
    paragraph: 'body',
    examples: [
      '/edit lindhavn-ferries/7 A better headline',
      '/edit entry:lindhavn-ferries/7 source:"who says so"',
    ],
    menu: 'Edit update',
    form: entryForm(room, options, editForm),
    run: (input, call) => editEntry(room, input, call),
  });
