import { type Command, command } from '../src/newsroom/command/command.ts';
import { setDesk } from '../src/newsroom/desk/set-desk.ts';
import type { Newsroom } from '../src/newsroom/records.ts';

/** `/desk`: makes the place where it is used the desk. */
export const desk = (room: Newsroom): Command =>
  command('desk', 'Run the desk', {
    description: 'Make this private channel or chat the desk, which is told what needs an editor',
    access: 'chief',
    options: {},
    examples: ['/desk'],
    run: (_, call) => setDesk(room, call),
  });
