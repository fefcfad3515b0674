import { lineBreak, link, type Piece, paragraph, strong } from './build.ts';
import { composeKeyDevelopments } from './compose-key-developments.ts';
import { photoLine, stateWords } from './compose-lines.ts';
import { composeEntryList, composeSections } from './compose-sections.ts';
import { correctionsOf, sentence } from './correction.ts';
import { type DigestFormat, type DigestWindow, entriesWithin, isWithin } from './digest.ts';
import { type Entry, latest, type Revision } from './entry.ts';
import type { Instant } from './instant.ts';
import { localTime, startOfDay } from './local-time.ts';
import type { Block, RichText } from './rich-text.ts';
import type { Story } from './story.ts';
import { dateline, dayWords, storyTime } from './timestamp.ts';
import { placeLabel, zoneLabel } from './zone-label.ts';

/** What a digest is made from. */
export interface DigestView {
  readonly story: Story;
  /** The story's entries, in any order and of any status. */
  readonly entries: readonly Entry[];
  readonly window: DigestWindow;
  readonly format: DigestFormat;
}

/** A correction and the entry that it is for. */
interface Corrected {
  readonly entry: Entry;
  readonly correction: Revision;
}

/**
 * A story so far, or since a moment, as one text that reads like an article: corrections first, then the entries,
 * newest first. Entries that are held, killed or still scheduled are left out. When there is nothing to tell, it
 * says so in a sentence.
 */
export function composeDigest(view: DigestView): RichText {
  const { story, window, format } = view;
  const shown = entriesWithin(view.entries, window);
  const corrected = correctionsWithin(view);
  if (shown.length === 0 && corrected.length === 0) return nothingToTell(view);
  return [
    masthead(view, shown),
    ...(story.lead === undefined ? [] : [paragraph(story.lead)]),
    ...composeKeyDevelopments({
      story,
      entryOf: (number) => view.entries.find((entry) => entry.number === number),
      now: window.now,
      standsAlone: false,
    }),
    ...corrected.map((one) => correctionParagraph(one, view)),
    ...(format === 'full' ? composeSections : composeEntryList)(shown, story, window.now),
    footer(view, shown),
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

function correctionParagraph({ entry, correction }: Corrected, { story, window }: DigestView): Block {
  const [made, posted] = [correction.at, entry.publishedAt].map((at) =>
    storyTime(at, story, { now: window.now }),
  );
  const about = ` (${made}) The ${posted} update, “${latest(entry).text.headline}”`;
  return paragraph(
    strong('Correction'),
    `${about}: ${sentence(correction.why ?? 'the text above has changed')}`,
  );
}

function masthead({ story, window }: DigestView, shown: readonly Entry[]): Block {
  const about = [
    ...(story.byline === undefined ? [] : [byline(story.byline)]),
    dateline(window.now, story.zone),
    `All times ${labelForAll(story, [window.now, ...shown.map(({ publishedAt }) => publishedAt)])}`,
  ];
  const photo = photoLine(story.picture);
  return paragraph(
    ...title(story),
    lineBreak(),
    about.join(' · '),
    ...(photo === undefined ? [] : [lineBreak(), photo]),
  );
}

function title(story: Story): readonly Piece[] {
  const state = story.state === 'closed' ? [` · ${stateWords(story)}`] : [];
  return [strong(story.headline), ...state];
}

function byline(words: string): string {
  return /^by /i.test(words) ? words : `By ${words}`;
}

/** One label for all the times of a digest: where daylight saving began or ended between them, the place. */
function labelForAll({ zone, label }: Story, moments: readonly Instant[]): string {
  const [one = placeLabel(zone), ...others] = new Set(moments.map((at) => zoneLabel(zone, at, label)));
  return others.length === 0 ? one : placeLabel(zone);
}

function footer(view: DigestView, shown: readonly Entry[]): Block {
  const { story, format } = view;
  const related = story.related.flatMap(({ title: name, url }) => [' · ', link(name, url)]).slice(1);
  const more =
    format === 'full' ? '/digest since:2h for the newest' : '/digest format:full for the whole text';
  const count = countWords(view, shown);
  return paragraph(
    ...(related.length === 0 ? [] : ['Related: ', ...related, lineBreak()]),
    ...(story.url === undefined ? [] : ['Full story: ', link(story.url, story.url), lineBreak()]),
    story.state === 'live' ? `${count} · ${more}` : count,
  );
}

/** `7 updates since Monday`. */
function countWords({ story, window }: DigestView, shown: readonly Entry[]): string {
  const count =
    shown.length === 0 ? 'No new updates' : `${shown.length} ${shown.length === 1 ? 'update' : 'updates'}`;
  const first = shown.at(-1)?.publishedAt ?? window.now;
  const since =
    window.since === undefined
      ? dayWords(first, story.zone, window.now) || storyTime(first, story)
      : sinceWords(window.since, story, { now: window.now });
  return `${count} since ${since}`;
}

/** A moment, told as a day alone when it is the beginning of an earlier day. */
function sinceWords(
  since: Instant,
  story: Story,
  style: { readonly now: Instant; readonly withLabel?: boolean },
): string {
  const day = dayWords(since, story.zone, style.now);
  const isWholeDay = startOfDay(localTime(since, story.zone), story.zone) === since;
  return day !== '' && isWholeDay ? day : storyTime(since, story, style);
}

function nothingToTell({ story, entries, window }: DigestView): RichText {
  const since =
    window.since === undefined
      ? 'No updates yet.'
      : `No updates since ${sinceWords(window.since, story, { now: window.now, withLabel: true })}`;
  const [newest] = entriesWithin(entries, { now: window.now });
  const before = newest === undefined ? [] : [` ${newestWords(newest, story, window.now)}`];
  return [paragraph(...title(story), lineBreak(), sentence(since), ...before)];
}

function newestWords(newest: Entry, story: Story, now: Instant): string {
  const time = storyTime(newest.publishedAt, story, { now });
  return `The latest was “${latest(newest).text.headline}” (${time}).`;
}
