import { type Command, command } from '../src/newsroom/command/command.ts';
import { optional } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { releaseEntry } from '../src/newsroom/revision/hold-entry.ts';
import { entryOrShown, reasonForLog } from './common-options.ts';

const options = {
  entry: optional(entryOrShown),
  reason: reasonForLog('two sources confirm it'),
};

/** `/release`: puts back an update that was on hold. */
export const release = (room: Newsroom): Command =>
  command('release', 'Write', {
    description: 'Put back an update that is on hold',
    access: 'editor',
    options,
    positional: ['entry', 'reason'],
    examples: ['/release 7', '/release entry:lindhavn-ferries/7 reason:"two sources confirm it"'],
    run: (input, call) => releaseEntry(room, input, call),
  });
