import { inlines, type Piece } from './build.ts';
import type { Entry, Revision } from './entry.ts';
import type { Instant } from './instant.ts';
import { defaultLanguage, type Language } from './language.ts';
import { inlineText } from './markdown-inline.ts';
import { type StoryZone, storyTime } from './timestamp.ts';
import { sayPieces } from './words.ts';

/** From where a correction is told: its time is seen from `now`; behind a bullet it goes on with the sentence. */
export interface CorrectionStyle {
  readonly now: Instant;
  readonly language: Language;
  readonly behindBullet?: boolean;
}

/** The corrections of an entry, oldest first. */
export function correctionsOf(entry: Entry): readonly Revision[] {
  return entry.revisions.filter((revision) => revision.signal === 'correction');
}

/**
 * A correction in one line, its time seen from `now`: `Corrected 2:14 p.m.: an earlier version said 400 pilots.`
 * What was wrong stands in the revision's `why`.
 */
export function correctionWords(correction: Revision, zone: StoryZone, now: Instant): string {
  return inlineText(inlines(correctionPieces(correction, zone, { now, language: defaultLanguage })));
}

/** The same in any language, as pieces of a line. */
export function correctionPieces(
  { at, why }: Revision,
  zone: StoryZone,
  { now, language, behindBullet = false }: CorrectionStyle,
): readonly Piece[] {
  const time = storyTime(at, zone, { now, language });
  if (why === undefined) return sayPieces(language, behindBullet ? 'bulletCorrected' : 'corrected', { time });
  const id = behindBullet ? 'bulletCorrectedWhy' : 'correctedWhy';
  return sayPieces(language, id, { time, why: sentence(why) });
}

/** Words with a full stop, unless they end with a mark of their own. */
export function sentence(words: string): string {
  const trimmed = words.trim();
  return /[.!?…؟۔]["'”’»)]?$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
