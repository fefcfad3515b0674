import { type DigestFormat, type DigestWindow, sinceWords } from '../digest.ts';
import type { Entry } from '../entry.ts';
import type { Story } from '../story.ts';
import { link, type Piece, paragraph } from '../text/build.ts';
import type { RichText } from '../text/rich-text.ts';
import { sinceDayWords, storyTime } from '../time/timestamp.ts';
import type { Language } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { ownRows } from '../words/writing-direction.ts';
import { joinPieces, linkPieces } from './compose-lines.ts';

/** What stands below the entries of a page of a digest is made from. */
export interface DigestFooterView {
  readonly story: Story;
  readonly window: DigestWindow;
  readonly format: DigestFormat;
  readonly language: Language;
  /** The entries that the digest tells on all its pages, newest first. */
  readonly shown: readonly Entry[];
  /** How many of them stand on the pages after this one. */
  readonly left: number;
  readonly isFirst: boolean;
}

/**
 * Where to read on: how much is left for the next page, related articles, the full story, how much is told in all,
 * and how to ask for more. Pages after the first have only what changes from one to the next.
 */
export function composeDigestFooter(view: DigestFooterView): RichText {
  const { story, language, left, isFirst } = view;
  const more = left === 0 ? [] : [[say(language, 'moreEntries', { count: left })]];
  const related = isFirst ? story.related.map((one) => linkPieces(one, language)) : [];
  const isEnd = isFirst || left === 0;
  const rows = [
    ...more,
    ...(related.length === 0 ? [] : [[`${say(language, 'related')} `, ...joinPieces(related, ' · ')]]),
    ...(story.url === undefined || !isEnd
      ? []
      : [[`${say(language, 'fullStory')} `, link(story.url, story.url)]]),
    ...(isFirst ? [lastRow(view)] : []),
  ];
  return rows.length === 0 ? [] : [paragraph(...ownRows(language, rows))];
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
