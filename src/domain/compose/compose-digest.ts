import { sentence } from '../correction.ts';
import { correctionsToTell } from '../correction-to-tell.ts';
import { type DigestFormat, type DigestWindow, entriesWithin, newestFirst, sinceWords } from '../digest.ts';
import { type Entry, latest } from '../entry.ts';
import type { Picture } from '../picture.ts';
import type { Story } from '../story.ts';
import { brings, type Level } from '../subscription.ts';
import { type Piece, paragraph, strong } from '../text/build.ts';
import type { RichText } from '../text/rich-text.ts';
import { lengthOf, screenLength } from '../text/screen.ts';
import type { Instant } from '../time/instant.ts';
import { storyTime } from '../time/timestamp.ts';
import { defaultLanguage, type Language } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { isolated, ownRows } from '../words/writing-direction.ts';
import { composeDigestFooter } from './compose-digest-footer.ts';
import { composeDigestHead, zonePieces } from './compose-digest-head.ts';
import { stateWords } from './compose-lines.ts';
import { composeEntryList, composeSections } from './compose-sections.ts';

/** What a digest is made from. */
export interface DigestView {
  readonly story: Story;
  /** The story's entries, in any order and of any status. */
  readonly entries: readonly Entry[];
  readonly window: DigestWindow;
  readonly format: DigestFormat;
  /** The language of Dateline's own words; English when absent. */
  readonly language?: Language;
  /** For a channel's digest: what the channel gets besides digests. See `wasSent`. */
  readonly level?: Level;
  /** Tells only the entries that subscriptions of this level bring. */
  readonly only?: Level;
  /** The number of the entry with which this page begins; absent for the first page. */
  readonly from?: number;
}

/** One screen of a digest. */
export interface DigestPage {
  readonly content: RichText;
  /** The story's picture, for the first page of a full digest that is posted. */
  readonly picture?: Picture;
  /** The number of the entry with which the next page begins; absent on the last page. */
  readonly next?: number;
}

/** A view whose language is known. */
type Told = DigestView & { readonly language: Language };

/**
 * A story so far, or since a moment, as a text that reads like an article, one screen at a time: corrections first,
 * then the entries, newest first. Entries that are not usable are left out. When there is nothing to tell, a sentence
 * says so. A page is named by its first entry, so that nothing moves when something is published or withdrawn between
 * two pages. An entry longer than a screen has a page of its own.
 */
export function composeDigest(view: DigestView): DigestPage {
  const told: Told = { language: defaultLanguage, ...view };
  const { only } = view;
  const within = entriesWithin(view.entries, view.window);
  const shown = only === undefined ? within : within.filter((entry) => brings(only, entry));
  if (view.from !== undefined) return laterPage(told, { shown, from: view.from });
  const corrected = correctionsToTell(view);
  if (shown.length === 0 && corrected.length === 0) return { content: nothingToTell(told) };
  const { story, format } = view;
  const head = composeDigestHead({ ...told, shown, corrected });
  const page = fill(told, { head, waiting: shown, all: shown });
  return format === 'full' && story.picture !== undefined ? { ...page, picture: story.picture } : page;
}

function laterPage(
  told: Told,
  { shown, from }: { readonly shown: readonly Entry[]; readonly from: number },
): DigestPage {
  const first = told.entries.find(({ number }) => number === from);
  const waiting = first === undefined ? [] : shown.filter((entry) => newestFirst(entry, first) >= 0);
  if (waiting.length === 0) return { content: nothingToTell(told) };
  return fill(told, { head: continued(told, shown), waiting, all: shown });
}

/** What goes on a page: the head, and as many of the waiting entries as there is room for. */
interface Filling {
  readonly head: RichText;
  readonly waiting: readonly Entry[];
  /** All entries of the digest. */
  readonly all: readonly Entry[];
}

function fill(told: Told, { head, waiting, all }: Filling): DigestPage {
  const { story, window, format, language, from } = told;
  const isFirst = from === undefined;
  const count = entriesThatFit(told, {
    waiting,
    room: screenLength - lengthOf(head),
    fewest: isFirst ? 0 : 1,
  });
  const left = waiting.slice(count);
  const footer = { story, window, format, language, isFirst, shown: all, left: left.length };
  const [next] = left;
  const body = count === 0 ? contents(told, { head, waiting }) : bodyOf(waiting.slice(0, count), told);
  return {
    content: [...head, ...body, ...composeDigestFooter(footer)],
    ...(next && { next: next.number }),
  };
}

/** The headlines of the following entries, when none of them fits below the head of the first page. */
function contents(told: Told, { head, waiting }: Pick<Filling, 'head' | 'waiting'>): RichText {
  const brief: Told = { ...told, format: 'brief' };
  const count = entriesThatFit(brief, { waiting, room: screenLength - lengthOf(head), fewest: 0 });
  return bodyOf(waiting.slice(0, count), brief);
}

interface Room {
  readonly waiting: readonly Entry[];
  readonly room: number;
  readonly fewest: number;
}

/** Room for a typical footer. */
const footerLength = 200;

function entriesThatFit(told: Told, { waiting, room, fewest }: Room): number {
  let left = room - footerLength;
  for (const [index, entry] of waiting.entries()) {
    left -= lengthOf(bodyOf([entry], told));
    if (left < 0) return Math.max(index, fewest);
  }
  return waiting.length;
}

function bodyOf(entries: readonly Entry[], { story, window, format, language }: Told): RichText {
  if (entries.length === 0) return [];
  const compose = format === 'full' ? composeSections : composeEntryList;
  return compose(entries, story, { now: window.now, language });
}

/** The title of every page but the first. */
function continued({ story, window, language }: Told, shown: readonly Entry[]): RichText {
  const words = [...title(story, language), ` · ${say(language, 'continued')}`];
  return [paragraph(...ownRows(language, [words, zonePieces({ story, window, language, shown })]))];
}

function title(story: Story, language: Language): readonly Piece[] {
  return [strong(...isolated(story.headline, language))];
}

function nothingToTell({ story, entries, window, language }: Told): RichText {
  const { since, now } = window;
  const style = { now, withLabel: true, language };
  const words =
    since === undefined
      ? say(language, 'noUpdatesYet')
      : sentence(say(language, 'noUpdatesSince', { since: sinceWords(since, story, style) }));
  const [newest] = entriesWithin(entries, {
    now,
    ...(window.until !== undefined && { until: window.until }),
  });
  const before = newest === undefined ? [] : [' ', ...newestWords(newest, story, { now, language })];
  const state = story.state === 'closed' ? [` · ${stateWords(story, language)}`] : [];
  const rows = [
    [...title(story, language), ...state],
    [words, ...before],
  ];
  return [paragraph(...ownRows(language, rows))];
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
