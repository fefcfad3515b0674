import { type Corrected, correctionParagraph } from '../correction-to-tell.ts';
import type { DigestFormat, DigestWindow } from '../digest.ts';
import type { Entry } from '../entry.ts';
import type { Story } from '../story.ts';
import { type Piece, paragraph, strong } from '../text/build.ts';
import type { Block, RichText } from '../text/rich-text.ts';
import { dateline } from '../time/timestamp.ts';
import { zoneWordsForAll } from '../time/zone-label.ts';
import type { Language } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { isolated, ownHeading, ownRows } from '../words/writing-direction.ts';
import { composeKeyDevelopments } from './compose-key-developments.ts';
import { hasOwnBy, joinPieces, photoPieces, stateWords } from './compose-lines.ts';

/** What {@link composeDigestHead} needs. */
export interface DigestHeadView {
  readonly story: Story;
  /** All entries of the story: they give the key developments their times. */
  readonly entries: readonly Entry[];
  readonly window: DigestWindow;
  readonly format: DigestFormat;
  readonly language: Language;
  /** The entries that the digest tells. */
  readonly shown: readonly Entry[];
  /** The corrections that the digest tells. */
  readonly corrected: readonly Corrected[];
}

/** Headline, byline, date and zone, lead, key developments, corrections. A brief digest has no lead. */
export function composeDigestHead(view: DigestHeadView): RichText {
  const { story, entries, window, format, language, shown, corrected } = view;
  const { now } = window;
  const lead = format === 'full' ? story.lead : undefined;
  const hasListTitle = format === 'brief' && shown.length > 0;
  return [
    masthead(view),
    ...(lead === undefined ? [] : [paragraph(lead)]),
    ...composeKeyDevelopments({
      story,
      entryOf: (number) => entries.find((entry) => entry.number === number),
      now,
      standsAlone: false,
      language,
    }),
    ...corrected.map((one) => correctionParagraph(one, { story, now, language })),
    ...(hasListTitle ? [ownHeading(language, 3, { title: [say(language, 'entryList')] })] : []),
  ];
}

function masthead({ story, window, format, language, shown }: DigestHeadView): Block {
  const isFull = format === 'full';
  const about = [
    ...(isFull && story.byline !== undefined ? [byline(story.byline, language)] : []),
    [dateline(window.now, story.zone, language)],
    zonePieces({ story, window, language, shown }),
  ];
  const photo = isFull ? photoPieces(story.picture, language) : undefined;
  const rows = [title(story, language), joinPieces(about, ' · '), ...(photo === undefined ? [] : [photo])];
  return paragraph(...ownRows(language, rows));
}

/** `All times Oslo time`. */
export function zonePieces({
  story,
  window,
  language,
  shown,
}: Pick<DigestHeadView, 'story' | 'window' | 'language' | 'shown'>): readonly Piece[] {
  const moments = [window.now, ...shown.map(({ publishedAt }) => publishedAt)];
  return sayPieces(language, 'allTimes', { zone: zoneWordsForAll(story, moments, language) });
}

function title(story: Story, language: Language): readonly Piece[] {
  const state = story.state === 'closed' ? [` · ${stateWords(story, language)}`] : [];
  return [strong(...isolated(story.headline, language)), ...state];
}

function byline(words: string, language: Language): readonly Piece[] {
  if (hasOwnBy(words, language)) return isolated(words, language);
  return sayPieces(language, 'byline', { byline: words });
}
