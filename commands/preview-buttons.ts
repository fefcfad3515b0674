import { z } from 'zod';
import { type Command, commandGroup, subcommand } from '../src/newsroom/command/command.ts';
import { optional, story, text } from '../src/newsroom/command/options.ts';
import { cancelDraft, draftForm, editDraft, publishDraft } from '../src/newsroom/entry/drafts.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { updateOptions } from './update.ts';

const reference = {
  draft: text({ description: 'The draft', example: 'discord:1', maxLength: 80 }),
  story: story({ description: 'Its story', example: 'lindhavn-ferries' }),
};
const access = 'reporter';

/** What the buttons under a preview do. */
export const previewButtons = (room: Newsroom): Command => {
  const { body, source, again } = updateOptions;
  const editing = { ...reference, headline: optional(updateOptions.headline), body, source };
  return commandGroup('preview', 'Write', 'What is done with a preview', [
    subcommand('publish', {
      description: 'Publish it',
      access,
      options: { ...reference, again },
      examples: [],
      run: (input, call) => publishDraft(room, input, call),
    }),
    subcommand('edit', {
      description: 'Write it anew',
      access,
      options: editing,
      examples: [],
      form: async (raw, call) => {
        const known = z.object({ draft: reference.draft.schema, story: reference.story.schema }).parse(raw);
        return draftForm(room, { options: editing, ...known }, call);
      },
      run: (input, call) => editDraft(room, input, call),
    }),
    subcommand('cancel', {
      description: 'Drop it',
      access,
      options: reference,
      examples: [],
      run: (input, call) => cancelDraft(room, input, call),
    }),
  ]);
};
