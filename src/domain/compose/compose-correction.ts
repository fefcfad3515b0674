import { correctionsOf, sentence } from '../correction.ts';
import { paragraph, small } from '../text/build.ts';
import type { RichText } from '../text/rich-text.ts';
import { storyTime } from '../time/timestamp.ts';
import { defaultLanguage } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { ownRow } from '../words/writing-direction.ts';
import { composeEntry, type EntryOfStory } from './compose-entry.ts';

/** A correction of an entry, by the number of revisions that the entry has had with it. */
export interface CorrectionOfEntry extends EntryOfStory {
  readonly revision: number;
}

/**
 * The message that answers each copy of a corrected entry. Once there is a newer correction it says so; while the
 * entry is held, and once it is killed, it is the entry's notice. Nothing for a revision that is no correction.
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
