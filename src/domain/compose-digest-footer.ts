import { link, type Piece, paragraph } from './build.ts';
import { joinPieces, linkPieces } from './compose-lines.ts';
import { type DigestFormat, type DigestWindow, sinceWords } from './digest.ts';
import type { Entry } from './entry.ts';
import type { Language } from './language.ts';
import type { Block } from './rich-text.ts';
import type { Story } from './story.ts';
import { sinceDayWords, storyTime } from './timestamp.ts';
import { say, sayPieces } from './words.ts';
import { ownRows } from './writing-direction.ts';

/** What stands below the entries of a digest is made from. */
export interface DigestFooterView {
  readonly story: Story;
  readonly window: DigestWindow;
  readonly format: DigestFormat;
  readonly language: Language;
  /** The entries that the digest tells, newest first. */
  readonly shown: readonly Entry[];
}

/** Where to read on: related articles, the full story, how much was told, and how to ask for more. */
export function composeDigestFooter(view: DigestFooterView): Block {
  const { story, language } = view;
  const related = story.related.map((one) => linkPieces(one, language));
  const rows = [
    ...(related.length === 0 ? [] : [[`${say(language, 'related')} `, ...joinPieces(related, ' · ')]]),
    ...(story.url === undefined ? [] : [[`${say(language, 'fullStory')} `, link(story.url, story.url)]]),
    lastRow(view),
  ];
  return paragraph(...ownRows(language, rows));
}

function lastRow(view: DigestFooterView): readonly Piece[] {
  const { story, format, language } = view;
  const count = countWords(view);
  if (story.state === 'closed') return [count];
  const more =
    format === 'full'
      ? sayPieces(language, 'newestOnly', { command: '/digest since:2h' })
      : sayPieces(language, 'wholeText', { command: '/digest format:full' });
  return [count, ' · ', ...more];
}

/** `7 updates since Monday`. */
function countWords({ story, window, language, shown }: DigestFooterView): string {
  const { now } = window;
  const first = shown.at(-1)?.publishedAt ?? now;
  const since =
    window.since === undefined
      ? sinceDayWords(first, story.zone, { now, language }) || storyTime(first, story, { language })
      : sinceWords(window.since, story, { now, language });
  return say(language, 'updatesSince', { count: shown.length, since });
}
