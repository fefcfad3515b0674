import { type Command, command, commandGroup, subcommand } from '../src/newsroom/command/command.ts';
import { optional, text } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { askKill, confirmKill, declineKill } from '../src/newsroom/revision/kill-entry.ts';
import { offerKill } from '../src/newsroom/revision/offer-kill.ts';
import { entryOrShown } from './common-options.ts';

const reason = text({
  description: 'Why, as readers will see it',
  example: 'the quoted statement was not made by the ministry',
  maxLength: 300,
});

/** `/kill`: withdraws an update for good, from every copy; asks first. */
export const kill = (room: Newsroom): Command =>
  command('kill', 'Write', {
    description: 'Withdraw an update for good; asks first',
    access: 'chief',
    options: { entry: optional(entryOrShown), reason },
    positional: ['entry', 'reason'],
    examples: [
      '/kill 7 the quote is false',
      '/kill entry:lindhavn-ferries/7 reason:"the quoted statement was never made"',
    ],
    run: (input, call) => offerKill(room, input, call),
  });

/** What the buttons of a kill run. */
export const killSteps = (room: Newsroom): Command =>
  commandGroup('kill', 'Write', 'Withdraw an update for good', [
    subcommand('ask', {
      description: 'Withdraw an update, or ask a second chief to',
      access: 'chief',
      options: { entry: entryOrShown, reason },
      examples: [],
      run: (input, call) => askKill(room, input, call),
    }),
    subcommand('confirm', {
      description: 'Withdraw an update that another chief wants withdrawn',
      access: 'chief',
      options: { entry: entryOrShown },
      examples: [],
      run: (input, call) => confirmKill(room, input.entry, call),
    }),
    subcommand('decline', {
      description: 'Leave an update that another chief wants withdrawn',
      access: 'chief',
      options: { entry: entryOrShown },
      examples: [],
      run: (input, call) => declineKill(room, input.entry, call),
    }),
  ]);
