import { type Command, command } from '../src/newsroom/command/command.ts';
import { story } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { keepOpen, keepOpenPath } from '../src/newsroom/story/keep-up.ts';

/** The button "Keep it open", when the desk is asked whether to close a story. */
export const keepOpenButton = (room: Newsroom): Command =>
  command(keepOpenPath[0], 'Run the desk', {
    description: 'Keep a silent story open',
    access: 'editor',
    options: { story: story({ description: 'The story', example: 'lindhavn-ferries' }) },
    examples: [],
    run: (input, call) => keepOpen(room, input.story, call),
  });
