import { type Piece, paragraph, strong } from './build.ts';
import { composeDigestFooter } from './compose-digest-footer.ts';
import { composeKeyDevelopments } from './compose-key-developments.ts';
import { joinPieces, photoPieces, stateWords } from './compose-lines.ts';
import { composeEntryList, composeSections } from './compose-sections.ts';
import { type CorrectionMade, correctionsOf, sentence } from './correction.ts';
import { type DigestFormat, type DigestWindow, entriesWithin, isWithin, sinceWords } from './digest.ts';
import { type Entry, latest } from './entry.ts';
import type { Instant } from './instant.ts';
import { defaultLanguage, type Language } from './language.ts';
import type { Block, RichText } from './rich-text.ts';
import type { Story } from './story.ts';
import { dateline, storyTime } from './timestamp.ts';
import { say, sayPieces } from './words.ts';
import { isolated, ownRow, ownRows } from './writing-direction.ts';
import { placeLabel, zoneWords } from './zone-label.ts';

/** What a digest is made from. */
export interface DigestView {
  readonly story: Story;
  /** The story's entries, in any order and of any status. */
  readonly entries: readonly Entry[];
  readonly window: DigestWindow;
  readonly format: DigestFormat;
  /** Of Dateline's own words; English when absent. */
  readonly language?: Language;
}

/** The same with its language. */
type Told = Required<DigestView>;

/** A correction and the entry that it is for. */
interface Corrected {
  readonly entry: Entry;
  readonly correction: CorrectionMade;
}

/**
 * A story so far, or since a moment, as one text that reads like an article: corrections first, then the entries,
 * newest first. Entries that are held, killed or still scheduled are left out. When there is nothing to tell, it
 * says so in a sentence.
 */
export function composeDigest(view: DigestView): RichText {
  const told: Told = { language: defaultLanguage, ...view };
  const { story, window, format, language } = told;
  const { now } = window;
  const shown = entriesWithin(view.entries, window);
  const corrected = correctionsWithin(view);
  if (shown.length === 0 && corrected.length === 0) return nothingToTell(told);
  return [
    masthead(told, shown),
    ...(story.lead === undefined ? [] : [paragraph(story.lead)]),
    ...composeKeyDevelopments({
      story,
      entryOf: (number) => view.entries.find((entry) => entry.number === number),
      now,
      standsAlone: false,
      language,
    }),
    ...corrected.map((one) => correctionParagraph(one, told)),
    ...(format === 'full' ? composeSections : composeEntryList)(shown, story, { now, language }),
    composeDigestFooter({ story, window, format, language, shown }),
  ];
}

/** Corrections made in the window, also of older entries; the newest first. */
function correctionsWithin({ entries, window }: DigestView): readonly Corrected[] {
  return entries
    .filter((entry) => entry.status === 'usable')
    .flatMap((entry) => correctionsOf(entry).map((correction) => ({ entry, correction })))
    .filter(({ correction }) => isWithin(window, correction.at))
    .toSorted((a, b) => b.correction.at - a.correction.at);
}

function correctionParagraph({ entry, correction }: Corrected, { story, window, language }: Told): Block {
  const told = (at: Instant) => storyTime(at, story, { now: window.now, language });
  const words = sayPieces(language, 'correctionOf', {
    made: told(correction.at),
    posted: told(entry.publishedAt),
    headline: latest(entry).text.headline,
    wrong: sentence(correction.wrong),
    right: sentence(correction.right),
  });
  return paragraph(...ownRow(language, [strong(say(language, 'correction')), ' ', ...words]));
}

function masthead({ story, window, language }: Told, shown: readonly Entry[]): Block {
  const moments = [window.now, ...shown.map(({ publishedAt }) => publishedAt)];
  const about = [
    ...(story.byline === undefined ? [] : [byline(story.byline, language)]),
    [dateline(window.now, story.zone, language)],
    sayPieces(language, 'allTimes', { zone: labelForAll(story, moments, language) }),
  ];
  const photo = photoPieces(story.picture, language);
  const rows = [title(story, language), joinPieces(about, ' · '), ...(photo === undefined ? [] : [photo])];
  return paragraph(...ownRows(language, rows));
}

function title(story: Story, language: Language): readonly Piece[] {
  const state = story.state === 'closed' ? [` · ${stateWords(story, language)}`] : [];
  return [strong(...isolated(story.headline, language)), ...state];
}

/** Editors who write in English often write the `By` themselves. */
function byline(words: string, language: Language): readonly Piece[] {
  if (language === 'en' && /^by /i.test(words)) return isolated(words, language);
  return sayPieces(language, 'byline', { byline: words });
}

/** One label for all the times of a digest: where daylight saving began or ended between them, the place. */
function labelForAll(story: Story, moments: readonly Instant[], language: Language): string {
  const place = placeLabel(story.zone, language);
  const [one = place, ...others] = new Set(moments.map((at) => zoneWords(story, at, language)));
  return others.length === 0 ? one : place;
}

function nothingToTell({ story, entries, window, language }: Told): RichText {
  const { since, now } = window;
  const style = { now, withLabel: true, language };
  const words =
    since === undefined
      ? say(language, 'noUpdatesYet')
      : sentence(say(language, 'noUpdatesSince', { since: sinceWords(since, story, style) }));
  const [newest] = entriesWithin(entries, { now });
  const before = newest === undefined ? [] : [' ', ...newestWords(newest, story, { now, language })];
  return [paragraph(...ownRows(language, [title(story, language), [words, ...before]]))];
}

function newestWords(
  newest: Entry,
  story: Story,
  style: { readonly now: Instant; readonly language: Language },
): readonly Piece[] {
  const { headline } = latest(newest).text;
  const time = storyTime(newest.publishedAt, story, style);
  return sayPieces(style.language, 'newestWas', { headline, time });
}
