import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { mayBeCutWords } from '../command/may-be-cut.ts';
import { nothingDone } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import type { CommandUse } from '../staff/access.ts';

/** Whether a text must not be used before somebody has confirmed that it is whole. */
export function mustAskWhole({ leaf }: CommandUse, { mayBeCut }: Pick<Call, 'mayBeCut'>): boolean {
  return mayBeCut === true && leaf.paragraph !== undefined && leaf.showsFirst !== true;
}

/** Asks whether a text is whole. The button below the question continues the same command. */
export function askWhole({ leaf, input }: CommandUse, { id, aboutMessageId, shown }: Call): Answer {
  const text = leaf.paragraph === undefined ? undefined : input[leaf.paragraph];
  const asked = {
    ...(aboutMessageId !== undefined && { aboutMessageId }),
    ...(shown !== undefined && { shown }),
  };
  return {
    content: say(
      mayBeCutWords(typeof text === 'string' ? text : ''),
      [nothingDone(leaf), 'Press the button if that is its end; if it is not, send a shorter text.']
        .filter(Boolean)
        .join(' '),
    ),
    actions: [{ label: 'It is whole', path: leaf.path, input, callId: id, asked }],
  };
}
