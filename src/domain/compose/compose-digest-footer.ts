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

/** What {@link composeDigestFooter} needs. */
export interface DigestFooterView {
  readonly story: Story;
  readonly window: DigestWindow;
  readonly format: DigestFormat;
  readonly language: Language;
  /** The entries on all pages of the digest, newest first. */
  readonly shown: readonly Entry[];
  /** How many of them are on later pages. */
  readonly left: number;
  readonly isFirst: boolean;
}

/**
 * The end of a page: how much is left for the next page, related articles, the full story, how much the digest tells
 * in all, and how to ask for more. Pages after the first have only what differs from page to page.
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
