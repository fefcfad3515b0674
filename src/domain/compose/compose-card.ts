import { correctionsOf } from '../correction.ts';
import { type Entry, latest as latestRevision } from '../entry.ts';
import type { Story } from '../story.ts';
import { lineBreak, type Piece, paragraph, strong } from '../text/build.ts';
import type { RichText } from '../text/rich-text.ts';
import type { Instant } from '../time/instant.ts';
import { storyTime } from '../time/timestamp.ts';
import { defaultLanguage, type Language } from '../words/language.ts';
import { sayPieces } from '../words/words.ts';
import { isolated, ownRow, ownRows } from '../words/writing-direction.ts';
import { composeKeyDevelopments, shownBullets } from './compose-key-developments.ts';
import { stateWords } from './compose-lines.ts';

/** What the card of a story is made from. */
export interface CardView {
  readonly story: Story;
  /** The newest entry; not shown unless it is usable. */
  readonly latest?: Entry;
  /** Since when nothing new was published, and from which day that is told. Absent when there is no silence. */
  readonly silence?: { readonly since: Instant; readonly now: Instant };
  /** Finds the entry of a bullet, which gives the bullet its time; undefined when it was not read. */
  readonly entryOf?: (entry: number) => Entry | undefined;
  /** The address of an entry's message, which its bullet links to. */
  readonly linkTo?: (entry: number) => string | undefined;
  /** The language of Dateline's own words; English when absent. */
  readonly language?: Language;
}

/**
 * The one message that always shows the current state of a story. Its times are told from the newest moment on it, so
 * the same story always gives the same card.
 */
export function composeCard(card: CardView): RichText {
  const { story, linkTo, language = defaultLanguage } = card;
  const entryOf = knownEntries(card);
  const now = newestMoment(card, entryOf);
  const view = { story, entryOf, now, standsAlone: true, language };
  const bullets = composeKeyDevelopments(linkTo === undefined ? view : { ...view, linkTo });
  const hasZone = bullets.length > 0 && story.keyDevelopmentsAt !== undefined;
  const latest = latestLine(card, { now, withLabel: !hasZone, language });
  const ask = sayPieces(language, 'askDigest', { command: '/digest' });
  return [
    paragraph(...titleLines(story, language)),
    ...bullets,
    paragraph(...ownRows(language, [...latest, ...silenceLine(card, language), ask])),
  ];
}

function titleLines(story: Story, language: Language): readonly Piece[] {
  const lead = story.lead === undefined ? [] : [lineBreak(), story.lead];
  const title = [strong(...isolated(story.headline, language)), ` · ${stateWords(story, language)}`];
  return [...ownRow(language, title), ...lead];
}

function latestLine(
  { story, latest }: CardView,
  style: { readonly now: Instant; readonly withLabel: boolean; readonly language: Language },
): readonly (readonly Piece[])[] {
  if (latest?.status !== 'usable') return [];
  const { headline } = latestRevision(latest).text;
  return [
    sayPieces(style.language, 'latest', { headline, time: storyTime(latest.publishedAt, story, style) }),
  ];
}

function silenceLine({ story, silence }: CardView, language: Language): readonly (readonly Piece[])[] {
  if (silence === undefined) return [];
  const time = storyTime(silence.since, story, { now: silence.now, language });
  return [sayPieces(language, 'silentSince', { time })];
}

function knownEntries({ latest, entryOf }: CardView): (entry: number) => Entry | undefined {
  return (number) => entryOf?.(number) ?? (latest?.number === number ? latest : undefined);
}

function newestMoment({ story, latest }: CardView, entryOf: (entry: number) => Entry | undefined): Instant {
  const bullets = shownBullets(story, entryOf);
  const times = [
    latest?.status === 'usable' ? latest.publishedAt : undefined,
    bullets.length > 0 ? story.keyDevelopmentsAt : undefined,
    story.closedAt,
    ...bullets.flatMap(({ entry }) => timesOf(entryOf(entry))),
  ];
  return Math.max(story.openedAt, ...times.filter((at) => at !== undefined));
}

function timesOf(entry: Entry | undefined): readonly Instant[] {
  return entry === undefined ? [] : [entry.publishedAt, ...correctionsOf(entry).map(({ at }) => at)];
}
