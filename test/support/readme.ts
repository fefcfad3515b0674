import { allCommands } from '../../commands/index.ts';
import { commandTable } from '../../src/newsroom/dispatch/help.ts';
import type { Newsroom } from '../../src/newsroom/records.ts';

const begin = '<!-- commands: written by `npm run readme` -->';
const end = '<!-- end of commands -->';

/** The README with its table of commands as the declarations have it. Throws when its place is not marked. */
export function withCommandTable(readme: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error('The README does not mark the place of the command table');
  // Declarations touch the newsroom only when a command runs, and none runs here.
  const declarations = allCommands({} as Newsroom);
  return `${readme.slice(0, from)}${begin}\n\n${commandTable(declarations)}\n\n${readme.slice(to)}`;
}
