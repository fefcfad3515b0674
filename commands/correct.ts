import { type Command, command } from '../src/newsroom/command/command.ts';
import { optional, paragraph, text } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { correctEntry, correctionForm } from '../src/newsroom/revision/correct-entry.ts';
import { entryForm } from '../src/newsroom/revision/entry-form.ts';
import { entryOrShown } from './common-options.ts';

const options = {
  entry: optional(entryOrShown),
  wrong: optional(
    text({
      description: 'What was wrong, to continue “This update said that …”',
      example: '400 pilots walked out',
      maxLength: 300,
    }),
  ),
  right: optional(
    text({ description: 'What is right, as a sentence', example: '40 pilots walked out', maxLength: 300 }),
  ),
  headline: optional(
    text({
      description: 'The corrected headline',
      example: 'Pilots reject the second offer',
      maxLength: 100,
    }),
  ),
  body: optional(
    paragraph({
      description: 'The corrected text, in Markdown',
      example: '40 pilots walked out of the talks.',
      maxLength: 6_000,
      mayBeBlank: true,
    }),
  ),
};

/** `/correct`: puts right what an update got wrong, in every copy and in a reply to each. */
export const correct = (room: Newsroom): Command =>
  command('correct', 'Write', {
    description: 'Correct a fact in every copy, and say so there',
    access: 'editor',
    options,
    positional: ['entry'],
    paragraph: 'body',
    examples: [
      '/correct 7 wrong:"400 left" right:"40 left"',
      '/correct entry:lindhavn-ferries/7 wrong:"400 people left" right:"40 people left" headline:"The headline, put right"',
    ],
    menu: 'Correct update',
    form: entryForm(room, options, correctionForm),
    run: (input, call) => correctEntry(room, input, call),
  });
