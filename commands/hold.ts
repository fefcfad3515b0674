import { type Command, command } from '../src/newsroom/command/command.ts';
import { optional } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { holdEntry } from '../src/newsroom/revision/hold-entry.ts';
import { entryOrShown, reasonForLog } from './common-options.ts';

const options = {
  entry: optional(entryOrShown),
  reason: reasonForLog('the ministry denies the quote'),
};

/** `/hold`: takes an update out of circulation while it is checked. */
export const hold = (room: Newsroom): Command =>
  command('hold', 'Write', {
    description: 'Take an update back while it is checked',
    access: 'editor',
    options,
    positional: ['entry', 'reason'],
    examples: ['/hold 7', '/hold entry:lindhavn-ferries/7 reason:"the source denies it"'],
    menu: 'Hold update',
    run: (input, call) => holdEntry(room, input, call),
  });
