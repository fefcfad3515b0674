import { digestFormats } from '../src/domain/digest.ts';
import { type Command, type CommandSpec, command } from '../src/newsroom/command/command.ts';
import { choice, integer, optional, story } from '../src/newsroom/command/options.ts';
import { pagePath, privatePagePath } from '../src/newsroom/digest/digest-answer.ts';
import { sendPage, turnPage } from '../src/newsroom/digest/make-digest.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

const options = {
  story: story({ description: 'The story', example: 'lindhavn-ferries' }),
  since: optional(integer({ description: 'The beginning, in milliseconds', example: '1772107740000' })),
  format: choice(digestFormats, { description: 'brief or full', example: 'full' }),
  from: optional(integer({ description: 'The entry that the page begins with', example: '7' })),
};

const spec = {
  description: 'Turn the page of a digest',
  access: 'anyone',
  options,
  examples: [],
} as const satisfies Omit<CommandSpec<typeof options>, 'run'>;

/** The pages of a digest, for the buttons under it. */
export const digestPages = (room: Newsroom): readonly Command[] => [
  command(pagePath[0], 'Follow', { ...spec, run: (input, call) => turnPage(room, input, call) }),
  command(privatePagePath[0], 'Follow', { ...spec, run: (input, call) => sendPage(room, input, call) }),
];
