import { type Command, command } from '../src/newsroom/command/command.ts';
import { optional } from '../src/newsroom/command/options.ts';
import { previewUpdate, showOwnDrafts } from '../src/newsroom/entry/drafts.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { bodyForm, updateOptions } from './update.ts';

/** `/preview`: shows how an update will look, before anything is published. */
export const preview = (room: Newsroom): Command =>
  command('preview', 'Write', {
    description: 'See an update as each platform will show it, then publish, edit or cancel it',
    access: 'reporter',
    options: { ...updateOptions, headline: optional(updateOptions.headline) },
    positional: ['story', 'headline'],
    paragraph: 'body',
    showsFirst: true,
    examples: ['/preview lindhavn-ferries What happened, in one line', '/preview'],
    form: async (raw) => (raw['headline'] === undefined ? undefined : bodyForm(room, raw)),
    run: ({ headline, ...input }, call) =>
      headline === undefined ? showOwnDrafts(room, call) : previewUpdate(room, { ...input, headline }, call),
  });
