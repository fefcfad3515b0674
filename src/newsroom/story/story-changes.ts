import type { Story } from '../../domain/story.ts';
import { defaultLanguage } from '../../domain/words/language.ts';

/** One thing that `/story edit` changed, for the log. */
export interface FieldChange {
  /** Its name for people: `time zone`. */
  readonly field: string;
  /** The former value; absent when there was none. For an image, its media id. */
  readonly before?: string;
  /** The new value; absent when it was removed. */
  readonly now?: string;
}

/** Longer texts are not quoted in a line of the log, only in the file. */
const longestQuote = 60;

const image = 'image';

const fields: Readonly<Record<string, (story: Story) => string | undefined>> = {
  headline: (story) => story.headline,
  lead: (story) => story.lead,
  'time zone': (story) => story.zone,
  'zone label': (story) => story.label,
  clock: (story) => story.clock ?? 'ap',
  language: (story) => story.language ?? defaultLanguage,
  byline: (story) => story.byline,
  address: (story) => story.url,
  [image]: (story) => story.picture?.mediaId,
  credit: (story) => story.picture?.credit,
  'alt text': (story) => story.picture?.alt,
};

/** The differences between a story before and after an edit, field by field. */
export function storyChanges(before: Story, now: Story): readonly FieldChange[] {
  return Object.entries(fields).flatMap(([field, valueOf]) => {
    const [was, is] = [valueOf(before), valueOf(now)];
    if (was === is) return [];
    return [{ field, ...(was !== undefined && { before: was }), ...(is !== undefined && { now: is }) }];
  });
}

/** The changes on one line, with short words quoted: `headline “A” → “B”, lead changed`. */
export function changesLine(changes: readonly FieldChange[]): string {
  return changes.map(changeWords).join(', ');
}

function changeWords({ field, before, now }: FieldChange): string {
  const isQuoted = field !== image && [before, now].every((value = '') => value.length <= longestQuote);
  if (before === undefined) return isQuoted ? `${field} “${now}” added` : `${field} added`;
  if (now === undefined) return isQuoted ? `${field} “${before}” taken away` : `${field} taken away`;
  return isQuoted ? `${field} “${before}” → “${now}”` : `${field} changed`;
}
