import { heading, link, list, type Piece } from './build.ts';
import { correctionsOf, correctionWords } from './correction.ts';
import type { Entry } from './entry.ts';
import type { Instant } from './instant.ts';
import type { KeyDevelopment } from './key-development.ts';
import type { RichText } from './rich-text.ts';
import type { Story } from './story.ts';
import { storyTime } from './timestamp.ts';

/** How the bullets of a story are shown. */
export interface KeyDevelopmentsView {
  readonly story: Story;
  /** The entry that a bullet points at, where it is at hand: it gives the bullet its time and its corrections. */
  readonly entryOf: (entry: number) => Entry | undefined;
  /** The address of the entry that a bullet points at, where there is one. */
  readonly linkTo?: (entry: number) => string | undefined;
  /** The moment from which times are told. */
  readonly now: Instant;
  /** Where nothing else on the page does it: "as of" names the zone, and a bullet says what was corrected. */
  readonly standsAlone: boolean;
}

/**
 * The key developments under their heading; nothing when there are none. A bullet whose entry is known to be held,
 * killed or scheduled is left out.
 */
export function composeKeyDevelopments(view: KeyDevelopmentsView): RichText {
  const bullets = shownBullets(view.story, view.entryOf);
  if (bullets.length === 0) return [];
  const { story, now, standsAlone } = view;
  const asOf = story.keyDevelopmentsAt;
  const suffix =
    asOf === undefined ? [] : [`(as of ${storyTime(asOf, story, { now, withLabel: standsAlone })})`];
  return [heading(3, 'Key developments', ...suffix), list(bullets.map((bullet) => item(bullet, view)))];
}

/** The bullets of a story but for those whose entry is known to be held, killed or scheduled. */
export function shownBullets(
  story: Story,
  entryOf: (entry: number) => Entry | undefined,
): readonly KeyDevelopment[] {
  return story.keyDevelopments.filter(({ entry }) => (entryOf(entry)?.status ?? 'usable') === 'usable');
}

/** `Pilots reject the second offer (11:47 a.m.) · corrected 2:14 p.m.: …` */
function item(bullet: KeyDevelopment, view: KeyDevelopmentsView): readonly Piece[] {
  const url = view.linkTo?.(bullet.entry);
  const words = url === undefined ? bullet.text : link(bullet.text, url);
  const entry = view.entryOf(bullet.entry);
  if (entry === undefined) return [words];
  return [
    words,
    ` (${storyTime(entry.publishedAt, view.story, { now: view.now })})${correctedMark(entry, view)}`,
  ];
}

function correctedMark(entry: Entry, { story, now, standsAlone }: KeyDevelopmentsView): string {
  const correction = correctionsOf(entry).at(-1);
  if (correction === undefined) return '';
  if (!standsAlone) return ` · corrected ${storyTime(correction.at, story, { now })}`;
  return ` · ${correctionWords(correction, story, now).replace('C', 'c')}`;
}
