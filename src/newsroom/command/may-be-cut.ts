import { inOneLine } from '../../domain/text/same-text.ts';

/** How many characters show whether a text ends as it was written. */
const endLength = 60;

/**
 * Says, in sentences, that a text may lack its end, and how it ends now. For a {@link Call} whose message may be cut.
 */
export function mayBeCutWords(text: string): string {
  const why =
    'Your message is so long that the app may have cut it in two; only the part with the command is read.';
  return text === '' ? why : `${why} Its text ends with “${endOf(text)}”.`;
}

/** The last words of a text, on one line. */
function endOf(text: string): string {
  const characters = Array.from(inOneLine(text));
  return characters.length <= endLength
    ? characters.join('')
    : `…${characters.slice(-endLength).join('').trimStart()}`;
}
