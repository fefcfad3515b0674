import { type CorrectionMade, correctionsOf, sentence } from './correction.ts';
import { type DigestWindow, isWithin, wasSent } from './digest.ts';
import { type Entry, latest } from './entry.ts';
import type { Story } from './story.ts';
import type { Level } from './subscription.ts';
import { paragraph, strong } from './text/build.ts';
import type { Block } from './text/rich-text.ts';
import type { Instant } from './time/instant.ts';
import { storyTime } from './time/timestamp.ts';
import type { Language } from './words/language.ts';
import { say, sayPieces } from './words/words.ts';
import { ownRow } from './words/writing-direction.ts';

/** A correction and the entry that it is for. */
export interface Corrected {
  readonly entry: Entry;
  readonly correction: CorrectionMade;
}

/** Where to look for corrections, and for whom. */
export interface CorrectionSearch {
  readonly entries: readonly Entry[];
  readonly window: DigestWindow;
  readonly level?: Level;
}

/**
 * The corrections made in a window that change what these readers were sent, including those of older entries; newest
 * first.
 */
export function correctionsToTell({ entries, window, level }: CorrectionSearch): readonly Corrected[] {
  return entries
    .filter((entry) => entry.status === 'usable' && wasSent(entry, window, level))
    .flatMap((entry) => correctionsOf(entry).map((correction) => ({ entry, correction })))
    .filter(({ correction }) => isWithin(window, correction.place))
    .toSorted((a, b) => b.correction.place - a.correction.place);
}

/** `Correction (2:14 p.m.) The 11:47 a.m. update, “Pilots reject the offer”: it said that …` */
export function correctionParagraph(
  { entry, correction }: Corrected,
  { story, now, language }: { readonly story: Story; readonly now: Instant; readonly language: Language },
): Block {
  const told = (at: Instant) => storyTime(at, story, { now, language });
  const words = sayPieces(language, 'correctionOf', {
    made: told(correction.at),
    posted: told(entry.publishedAt),
    headline: latest(entry).text.headline,
    wrong: sentence(correction.wrong),
    right: sentence(correction.right),
  });
  return paragraph(...ownRow(language, [strong(say(language, 'correction')), ' ', ...words]));
}
