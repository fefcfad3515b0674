import type { Line } from '../../domain/text/lines.ts';

/** Invisible; keeps an @ apart from what follows. */
const apart = '\u200b';

/** What Telegram makes a mention of by itself: an @ that follows no word, and a username of 2 to 32 signs. */
const mention = /(?<![\p{L}\p{N}_])@(?=\w{2})/gu;

/**
 * A line whose names with an @ are words. Telegram links every `@name` in a text and rings whoever has that name and
 * is in the chat; a bot has no means to turn that off (Bot API, "sendMessage"). Newsrooms also cite names of other
 * networks, which belong to strangers here. Code and links are left alone, as Telegram leaves them.
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
