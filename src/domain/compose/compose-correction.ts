import { correctionsOf, sentence } from '../correction.ts';
import { paragraph, small } from '../text/build.ts';
import type { RichText } from '../text/rich-text.ts';
import { storyTime } from '../time/timestamp.ts';
import { defaultLanguage } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { ownRow } from '../words/writing-direction.ts';
import { composeEntry, type EntryOfStory } from './compose-entry.ts';

/** A correction of an entry. `revision` is the number of revisions that the entry had with it. */
export interface CorrectionOfEntry extends EntryOfStory {
  readonly revision: number;
}

/**
 * The reply to each copy of a corrected entry. It mentions a newer correction if there is one. While the entry is
 * held, or after it was killed, it is the entry's notice. Empty for a revision that is not a correction.
 */
export function composeCorrection({ revision, ...about }: CorrectionOfEntry): RichText {
  const { story, entry, language = defaultLanguage } = about;
  if (entry.status !== 'usable') return composeEntry(about).content;
  const made = correctionsOf(entry);
  const correction = made.find((one) => one.revision === revision);
  if (correction === undefined) return [];
  const { at: now } = correction;
  const words = sayPieces(language, 'correctionReply', {
    made: storyTime(now, story, { withLabel: true, language }),
    posted: storyTime(entry.publishedAt, story, { now, language }),
    wrong: sentence(correction.wrong),
    right: sentence(correction.right),
  });
  const newer = made.find((one) => one.revision > revision);
  const time = newer && storyTime(newer.at, story, { now, language });
  return [
    paragraph(...ownRow(language, words)),
    ...(time === undefined ? [] : [small(...ownRow(language, [say(language, 'correctedAgain', { time })]))]),
  ];
}
