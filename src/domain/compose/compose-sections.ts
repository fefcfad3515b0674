import { correctionsOf } from '../correction.ts';
import { type Entry, latest } from '../entry.ts';
import type { Story } from '../story.ts';
import { lineBreak, list, type Piece, paragraph, small, strong } from '../text/build.ts';
import { parseMarkdown } from '../text/markdown.ts';
import type { RichText } from '../text/rich-text.ts';
import type { Instant } from '../time/instant.ts';
import { dayWords, storyTime } from '../time/timestamp.ts';
import type { Language } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { isolated, ownHeading, ownRow, ownRows } from '../words/writing-direction.ts';
import { relatedLine } from './compose-lines.ts';

/** How the entries of a digest are told. */
export interface SectionStyle {
  readonly now: Instant;
  readonly language: Language;
}

/** Entries of one local day. `name` is empty for the day of the digest itself. */
interface Day {
  readonly name: string;
  readonly entries: readonly Entry[];
}

/**
 * The entries of a digest with their text, in the given order. The first entry of each earlier day is headed by the
 * day.
 */
export function composeSections(entries: readonly Entry[], story: Story, style: SectionStyle): RichText {
  return byDay(entries, story, style).flatMap(({ name, entries: ofDay }) =>
    ofDay.flatMap((entry, index) => {
      const day = index === 0 && name !== '' ? [[strong(name)]] : [];
      const title = [strong(...titleOf(entry, story, style)), marks(entry, style)];
      return section(entry, ownRows(style.language, [...day, title]), style.language);
    }),
  );
}

/** The entries of a digest on one line each, in the given order, below the name of each earlier day. */
export function composeEntryList(entries: readonly Entry[], story: Story, style: SectionStyle): RichText {
  const { language } = style;
  return byDay(entries, story, style).flatMap(({ name, entries: ofDay }) => [
    ...(name === '' ? [] : [ownHeading(language, 4, { title: [name] })]),
    list(ofDay.map((entry) => ownRow(language, [...titleOf(entry, story, style), marks(entry, style)]))),
  ]);
}

function section(entry: Entry, title: readonly Piece[], language: Language): RichText {
  const { body, related, source } = latest(entry).text;
  return [
    ...headed(title, parseMarkdown(body)),
    ...(related === undefined ? [] : [relatedLine(related, language)]),
    ...(source === undefined ? [] : [small(...ownRow(language, sayPieces(language, 'source', { source })))]),
  ];
}

/** Puts a title above a text, in the same block as its first paragraph if it begins with one. */
function headed(title: readonly Piece[], [first, ...rest]: RichText): RichText {
  if (first === undefined) return [paragraph(...title)];
  if (first.type !== 'paragraph') return [paragraph(...title), first, ...rest];
  return [paragraph(...title, lineBreak(), ...first.children), ...rest];
}

function titleOf(entry: Entry, story: Story, style: SectionStyle): readonly Piece[] {
  const { headline } = latest(entry).text;
  return [...isolated(headline, style.language), ` (${storyTime(entry.publishedAt, story, style)})`];
}

function marks(entry: Entry, { language }: SectionStyle): string {
  return correctionsOf(entry).length > 0 ? ` · ${say(language, 'correctedMark')}` : '';
}

function byDay(entries: readonly Entry[], { zone }: Story, style: SectionStyle): readonly Day[] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = dayWords(entry.publishedAt, zone, style);
    days.set(name, [...(days.get(name) ?? []), entry]);
  }
  return [...days].map(([name, ofDay]) => ({ name, entries: ofDay }));
}
