import { heading, lineBreak, list, type Piece, paragraph, small, strong } from './build.ts';
import { relatedLine } from './compose-lines.ts';
import { correctionsOf } from './correction.ts';
import { type Entry, latest } from './entry.ts';
import type { Instant } from './instant.ts';
import { parseMarkdown } from './markdown.ts';
import type { RichText } from './rich-text.ts';
import type { Story } from './story.ts';
import { dayWords, storyTime } from './timestamp.ts';

/** Entries of one local day; `name` is empty for the day of the digest itself. */
interface Day {
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** The entries of a digest with their text, in the order given; the first one of each earlier day names the day. */
export function composeSections(entries: readonly Entry[], story: Story, now: Instant): RichText {
  return byDay(entries, story, now).flatMap(({ name, entries: ofDay }) =>
    ofDay.flatMap((entry, index) => {
      const day = index === 0 && name !== '' ? [strong(name), lineBreak()] : [];
      return section(entry, [...day, strong(titleOf(entry, story, now)), marks(entry)]);
    }),
  );
}

/** The entries of a digest in one line each, in the order given, under a heading for each earlier day. */
export function composeEntryList(entries: readonly Entry[], story: Story, now: Instant): RichText {
  return byDay(entries, story, now).flatMap(({ name, entries: ofDay }) => [
    ...(name === '' ? [] : [heading(3, name)]),
    list(ofDay.map((entry) => [titleOf(entry, story, now) + marks(entry)])),
  ]);
}

function section(entry: Entry, title: readonly Piece[]): RichText {
  const { body, related, source } = latest(entry).text;
  return [
    ...headed(title, parseMarkdown(body)),
    ...(related === undefined ? [] : [relatedLine(related)]),
    ...(source === undefined ? [] : [small(`Source: ${source}`)]),
  ];
}

/** Puts a title right above what follows: in the first paragraph's own block, where there is one. */
function headed(title: readonly Piece[], [first, ...rest]: RichText): RichText {
  if (first === undefined) return [paragraph(...title)];
  if (first.type !== 'paragraph') return [paragraph(...title), first, ...rest];
  return [paragraph(...title, lineBreak(), ...first.children), ...rest];
}

function titleOf(entry: Entry, story: Story, now: Instant): string {
  return `${latest(entry).text.headline} (${storyTime(entry.publishedAt, story, { now })})`;
}

function marks(entry: Entry): string {
  return correctionsOf(entry).length > 0 ? ' · corrected' : '';
}

function byDay(entries: readonly Entry[], { zone }: Story, now: Instant): readonly Day[] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = dayWords(entry.publishedAt, zone, now);
    days.set(name, [...(days.get(name) ?? []), entry]);
  }
  return [...days].map(([name, ofDay]) => ({ name, entries: ofDay }));
}
