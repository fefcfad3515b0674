import { correctionPieces, correctionsOf, editToTell, sentence } from '../correction.ts';
import { type Entry, latest, type Signal } from '../entry.ts';
import type { Picture } from '../picture.ts';
import type { Story } from '../story.ts';
import { inlines, type Piece, paragraph, readerClock, small } from '../text/build.ts';
import { parseMarkdown } from '../text/markdown.ts';
import type { Block, RichText } from '../text/rich-text.ts';
import { storyTime } from '../time/timestamp.ts';
import { defaultLanguage, type Language } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { isolated, ownHeading, ownRow } from '../words/writing-direction.ts';
import { photoPieces, relatedLine } from './compose-lines.ts';

/** An entry and its story. */
export interface EntryOfStory {
  readonly story: Pick<Story, 'headline' | 'zone' | 'label' | 'clock'>;
  readonly entry: Entry;
  /** The language of Dateline's own words; English when absent. */
  readonly language?: Language;
  /** The address of the entry's own page; its name in the small print links to it. */
  readonly page?: string;
}

/** An entry whose language is known. */
type Told = EntryOfStory & Required<Pick<EntryOfStory, 'language'>>;

/** What subscribers see of an entry. */
export interface ComposedEntry {
  readonly content: RichText;
  readonly picture?: Picture;
  /** The related link's address, for a preview; absent when there is a picture instead. */
  readonly linkPreview?: string;
}

/**
 * The message for an entry as it is now. Its times are told from the day of its publication, so the same entry always
 * gives the same message. A held or killed entry gives a notice without its text. One that is not published yet is
 * shown as it will be.
 */
export function composeEntry(about: EntryOfStory): ComposedEntry {
  const told: Told = { language: defaultLanguage, ...about };
  switch (about.entry.status) {
    case 'held':
      return notice(told, holdWords(told));
    case 'killed':
      return notice(told, killWords(told));
    case 'submitted':
    case 'scheduled':
    case 'usable':
      return update(told);
  }
}

/** The text for a message whose part the entry no longer has, when the platform does not delete it. */
export function composeLeftOver(about: EntryOfStory): RichText {
  if (about.entry.status !== 'usable') return composeEntry(about).content;
  const told: Told = { language: defaultLanguage, ...about };
  const { language } = told;
  return [
    paragraph(...ownRow(language, [say(language, 'partRemoved')])),
    small(...ownRow(language, nameOf(told))),
  ];
}

function update(told: Told): ComposedEntry {
  const { story, entry, language } = told;
  const { text } = latest(entry);
  const photo = photoPieces(text.picture, language);
  const style = { now: entry.publishedAt, language };
  const content = [
    headline(told),
    ...parseMarkdown(text.body),
    ...(text.related === undefined ? [] : [relatedLine(text.related, language)]),
    ...(photo === undefined ? [] : [small(...ownRow(language, photo))]),
    smallPrint(told),
    ...correctionsOf(entry).map((correction) =>
      small(...ownRow(language, correctionPieces(correction, story, style))),
    ),
  ];
  if (text.picture !== undefined) return { content, picture: text.picture };
  return text.related === undefined ? { content } : { content, linkPreview: text.related.url };
}

function headline({ story, entry, language }: Told): Block {
  const words = latest(entry).text.headline;
  const time = storyTime(entry.publishedAt, story, { withLabel: true, language });
  return ownHeading(language, 3, {
    title:
      entry.urgency === 'flash'
        ? sayPieces(language, 'flash', { headline: words })
        : isolated(words, language),
    suffix: isolated(`(${time})`, language),
  });
}

/** `Source: … · Lindhavn ferry strike #7 · Updated 1:20 p.m.` with the reader's own time after the number. */
function smallPrint(told: Told): Block {
  const { story, entry, language } = told;
  const { source } = latest(entry).text;
  const edited = editToTell(entry);
  const { publishedAt: now } = entry;
  const row = [
    ...(source === undefined ? [] : [...sayPieces(language, 'source', { source }), ' · ']),
    ...nameOf(told),
    readerClock(now, {
      told: storyTime(now, story, { withLabel: true, language }),
      yours: say(language, 'yourTime'),
    }),
    ...(edited === undefined
      ? []
      : [' · ', say(language, 'updated', { time: storyTime(edited, story, { now, language }) })]),
  ];
  return small(...ownRow(language, row));
}

function notice(told: Told, words: readonly Piece[]): ComposedEntry {
  const { language } = told;
  return { content: [paragraph(...ownRow(language, words)), small(...ownRow(language, nameOf(told)))] };
}

function holdWords(told: Told): readonly Piece[] {
  return sayPieces(told.language, 'held', { time: whenLast('hold', told) });
}

function killWords(told: Told): readonly Piece[] {
  const { entry, language } = told;
  const why = entry.revisions.findLast(({ signal }) => signal === 'kill')?.why;
  const words = sayPieces(language, 'killed', { time: whenLast('kill', told) });
  return why === undefined
    ? words
    : [...words, ' ', ...sayPieces(language, 'reason', { why: sentence(why) })];
}

function whenLast(wanted: Signal, { story, entry, language }: Told): string {
  const { at } = entry.revisions.findLast(({ signal }) => signal === wanted) ?? latest(entry);
  return storyTime(at, story, { now: entry.publishedAt, withLabel: true, language });
}

function nameOf({ story, entry, language, page }: Told): readonly Piece[] {
  const name = sayPieces(language, 'entryName', { story: story.headline, number: String(entry.number) });
  return page === undefined ? name : [{ type: 'link', url: page, children: inlines(name) }];
}
