import type { Line } from '../../domain/text/lines.ts';

/** Invisible; separates an @ from what follows. */
const apart = '\u200b';

/**
 * What Telegram turns into a mention: an @ that does not follow a word character, and a username of 2 to 32
 * characters.
 */
const mention = /(?<![\p{L}\p{N}_])@(?=\w{2})/gu;

/**
 * A line whose @names are plain words. Telegram links every `@name` in a text and notifies the person who has that
 * name and is in the chat; a bot cannot turn that off (Bot API, "sendMessage"). Newsrooms also cite names from other
 * networks, which belong to strangers on Telegram. Code and links are left alone, as Telegram leaves them.
 */
export function withQuietNames(line: Line): Line {
  if (line.kind === 'code') return line;
  const runs = line.runs.map((run) =>
    run.url !== undefined || run.marks.includes('code')
      ? run
      : { ...run, text: run.text.replace(mention, `@${apart}`) },
  );
  return { ...line, runs };
}
