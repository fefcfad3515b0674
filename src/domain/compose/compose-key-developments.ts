import { correctionPieces, correctionsOf } from '../correction.ts';
import type { Entry } from '../entry.ts';
import type { KeyDevelopment } from '../key-development.ts';
import type { Story } from '../story.ts';
import { list, type Piece } from '../text/build.ts';
import type { RichText } from '../text/rich-text.ts';
import type { Instant } from '../time/instant.ts';
import { storyTime } from '../time/timestamp.ts';
import type { Language } from '../words/language.ts';
import { say } from '../words/words.ts';
import { isolated, ownHeading, ownRow } from '../words/writing-direction.ts';
import { linkPieces } from './compose-lines.ts';

/** How the bullets of a story are shown. */
export interface KeyDevelopmentsView {
  readonly story: Story;
  /** Finds the entry of a bullet, which gives the bullet its time and corrections; undefined when it was not read. */
  readonly entryOf: (entry: number) => Entry | undefined;
  /** The address that an entry's bullet links to, if there is one. */
  readonly linkTo?: (entry: number) => string | undefined;
  /** The moment from which times are told. */
  readonly now: Instant;
  /** Whether nothing else on the page names the zone and the corrections, so that "as of" and the bullets have to. */
  readonly standsAlone: boolean;
  readonly language: Language;
}

/**
 * The key developments below their heading; nothing when there are none. A bullet whose entry is known to be held,
 * killed or scheduled is left out.
 */
export function composeKeyDevelopments(view: KeyDevelopmentsView): RichText {
  const bullets = shownBullets(view.story, view.entryOf);
  if (bullets.length === 0) return [];
  const { language } = view;
  const title = [say(language, 'keyDevelopments')];
  return [
    ownHeading(language, 3, { title, suffix: asOf(view) }),
    list(bullets.map((bullet) => ownRow(language, item(bullet, view)))),
  ];
}

/** The bullets of a story, without those whose entry is known to be held, killed or scheduled. */
export function shownBullets(
  story: Story,
  entryOf: (entry: number) => Entry | undefined,
): readonly KeyDevelopment[] {
  return story.keyDevelopments.filter(({ entry }) => (entryOf(entry)?.status ?? 'usable') === 'usable');
}

function asOf({ story, now, standsAlone, language }: KeyDevelopmentsView): readonly Piece[] {
  const at = story.keyDevelopmentsAt;
  if (at === undefined) return [];
  const time = storyTime(at, story, { now, withLabel: standsAlone, language });
  return isolated(say(language, 'asOf', { time }), language);
}

/** `Pilots reject the second offer (11:47 a.m.) · corrected 2:14 p.m.: …` */
function item({ text, entry: number }: KeyDevelopment, view: KeyDevelopmentsView): readonly Piece[] {
  const { language, now, story } = view;
  const url = view.linkTo?.(number);
  const words = url === undefined ? isolated(text, language) : linkPieces({ title: text, url }, language);
  const entry = view.entryOf(number);
  if (entry === undefined) return words;
  return [
    ...words,
    ` (${storyTime(entry.publishedAt, story, { now, language })})`,
    ...correctedMark(entry, view),
  ];
}

function correctedMark(
  entry: Entry,
  { story, now, standsAlone, language }: KeyDevelopmentsView,
): readonly Piece[] {
  const correction = correctionsOf(entry).at(-1);
  if (correction === undefined) return [];
  const style = { now, language, behindBullet: true };
  if (standsAlone) return [' · ', ...correctionPieces(correction, story, style)];
  const time = storyTime(correction.at, story, { now, language });
  return [` · ${say(language, 'bulletCorrected', { time })}`];
}
