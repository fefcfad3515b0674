import type { PostButton } from '../domain/post-button.ts';
import type { Part, RenderOptions } from './platform.ts';

/** Which of a text's messages it is: the index from 0, and how many there are. */
export interface Position {
  readonly index: number;
  readonly of: number;
}

/**
 * What a message has besides its text. Picture and buttons go with the first message, which is also the pinned one;
 * buttons for decisions go below the last one, after all that there is to read.
 */
export function extrasOf(
  { index, of }: Position,
  { picture, buttons = [] }: RenderOptions,
): Pick<Part, 'picture' | 'buttons'> {
  const own = buttons.filter((button) => index === (isDecision(button) ? of - 1 : 0));
  return {
    ...(picture !== undefined && index === 0 && { picture }),
    ...(own.length > 0 && { buttons: own }),
  };
}

function isDecision({ kind }: PostButton): boolean {
  return kind === 'action';
}
