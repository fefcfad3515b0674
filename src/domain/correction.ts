import { type Correction, type Entry, placeOfRevision, updatedAt } from './entry.ts';
import { inlines, type Piece } from './text/build.ts';
import { inlineText } from './text/markdown-inline.ts';
import type { Instant } from './time/instant.ts';
import { type StoryZone, storyTime } from './time/timestamp.ts';
import { defaultLanguage, type Language } from './words/language.ts';
import { sayPieces } from './words/words.ts';

/** How a correction is told: its time as seen from `now`, and whether it continues the sentence of a bullet. */
export interface CorrectionStyle {
  readonly now: Instant;
  readonly language: Language;
  readonly behindBullet?: boolean;
}

/** A correction that was made. */
export interface CorrectionMade extends Correction {
  readonly at: Instant;
  /** Its place in the story's order; see `placeOfRevision`. */
  readonly place: Instant;
  /** The number of revisions that the entry had with it. */
  readonly revision: number;
}

/** The corrections of an entry, oldest first. */
export function correctionsOf(entry: Pick<Entry, 'revisions'>): readonly CorrectionMade[] {
  return entry.revisions.flatMap((revision, index) => {
    const { at, correction } = revision;
    return correction === undefined
      ? []
      : [{ ...correction, at, place: placeOfRevision(revision), revision: index + 1 }];
  });
}

/**
 * When an entry was last edited since its publication; undefined when it was not, or when a later correction says
 * more.
 */
export function editToTell(entry: Entry): Instant | undefined {
  const at = updatedAt(entry);
  const isTold = at !== undefined && correctionsOf(entry).some((correction) => correction.at >= at);
  return isTold ? undefined : at;
}

/** The numbers of the revisions that are corrections, including those whose text is sealed. */
export function correctionNumbers({ revisions }: Pick<Entry, 'revisions'>): readonly number[] {
  return revisions.flatMap(({ signal }, index) => (signal === 'correction' ? [index + 1] : []));
}

/** A correction in one line, its time seen from `now`: `Corrected 2:14 p.m.: an earlier version said 400 pilots.` */
export function correctionWords(
  correction: CorrectionMade,
  zone: StoryZone,
  { now, language = defaultLanguage }: { readonly now: Instant; readonly language?: Language },
): string {
  return inlineText(inlines(correctionPieces(correction, zone, { now, language })));
}

/** A correction in any language, as pieces of a line. */
export function correctionPieces(
  { at, wrong }: CorrectionMade,
  zone: StoryZone,
  { now, language, behindBullet = false }: CorrectionStyle,
): readonly Piece[] {
  const time = storyTime(at, zone, { now, language });
  const id = behindBullet ? 'bulletCorrectedSaid' : 'correctedSaid';
  return sayPieces(language, id, { time, wrong: sentence(wrong) });
}

/** Words with a full stop, unless they end with a punctuation mark of their own. */
export function sentence(words: string): string {
  const trimmed = words.trim();
  return /[.!?…؟۔]["'”’»)]?$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
