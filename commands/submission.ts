import { z } from 'zod';
import type { RawInput } from '../src/newsroom/command/call.ts';
import { type Command, commandGroup, type Form, subcommand } from '../src/newsroom/command/command.ts';
import { formField } from '../src/newsroom/command/form-field.ts';
import { entry as entryOption, optional, paragraph } from '../src/newsroom/command/options.ts';
import {
  approveSubmission,
  claimSubmission,
  returnSubmission,
} from '../src/newsroom/entry/decide-submission.ts';
import { listSubmissions, showSubmission } from '../src/newsroom/entry/show-submissions.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

const entry = entryOption({ description: 'The submitted update', example: 'lindhavn-ferries/8' });
const returning = {
  entry,
  reason: optional(
    paragraph({
      description: 'Why it goes back; the reporter reads it',
      example: 'Who says so?',
      maxLength: 600,
      isPlain: true,
    }),
  ),
};

/** `/submission`: decides on reporters' updates. */
export const submission = (room: Newsroom): Command =>
  commandGroup('submission', 'Run the desk', 'Decide what becomes of reporters’ updates', [
    subcommand('list', {
      description: 'List the updates that wait for an editor',
      access: 'editor',
      options: {},
      examples: ['/submission list'],
      run: () => listSubmissions(room),
    }),
    subcommand('show', {
      description: 'See a submitted update as each platform will show it',
      access: 'editor',
      options: { entry },
      positional: ['entry'],
      examples: ['/submission show lindhavn-ferries/8'],
      run: (input, call) => showSubmission(room, input, call),
    }),
    subcommand('approve', {
      description: 'Publish a submitted update, or let it wait for its time',
      access: 'editor',
      options: { entry },
      positional: ['entry'],
      examples: ['/submission approve lindhavn-ferries/8'],
      run: (input, call) => approveSubmission(room, input, call),
    }),
    subcommand('return', {
      description: 'Send a submitted update back to its reporter',
      access: 'editor',
      options: returning,
      positional: ['entry', 'reason'],
      paragraph: 'reason',
      examples: ['/submission return lindhavn-ferries/8 Who says so?'],
      form: reasonForm,
      run: (input, call) => returnSubmission(room, input, call),
    }),
    subcommand('claim', {
      description: 'Tell the desk that you are working on a submitted update',
      access: 'editor',
      options: { entry },
      positional: ['entry'],
      examples: ['/submission claim lindhavn-ferries/8'],
      run: (input, call) => claimSubmission(room, input, call),
    }),
  ]);

async function reasonForm(raw: RawInput): Promise<Form | undefined> {
  if (raw['reason'] !== undefined) return undefined;
  z.object({ entry: entry.schema }).parse(raw);
  return {
    title: 'Send back',
    fields: [formField(returning, { option: 'reason', label: 'Reason', required: true })],
  };
}
