import { type Line, toLines } from './lines.ts';
import type { RichText } from './rich-text.ts';
import type { Run } from './runs.ts';

/**
 * How much is shown at once, in characters including link addresses: about what a phone shows without much scrolling,
 * and less than one message holds on any platform (Discord's 2,000 characters are the fewest).
 */
export const screenLength = 1_700;

/** How much of a screen a text takes. */
export function lengthOf(content: RichText): number {
  return toLines(content).reduce((sum, line) => sum + lineLength(line), 0);
}

/** Room for a blank line and formatting characters. */
const signs = 6;

function lineLength({ runs, marker = '', depth }: Line): number {
  return runs.reduce((sum, run) => sum + runLength(run), signs + marker.length + 2 * depth);
}

function runLength({ text, url, marks }: Run): number {
  const address = url === undefined || url === text ? 0 : url.length + 6;
  return text.length + address + 4 * marks.length;
}
