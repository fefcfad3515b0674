import type { Story } from '../../domain/story.ts';
import { Refusal } from '../command/refusal.ts';

/** The texts that `/story edit` changes, by option. */
export interface StoryWordsGiven {
  readonly title: string | undefined;
  readonly lead: string | undefined;
  readonly byline: string | undefined;
  readonly label: string | undefined;
  readonly url: string | undefined;
}

const fields = {
  title: 'headline',
  lead: 'lead',
  byline: 'byline',
  label: 'label',
  url: 'url',
} as const satisfies Readonly<Record<keyof StoryWordsGiven, keyof Story>>;

/** A story's texts as one editor found them, and as they are now. */
export interface StoryMoment {
  readonly found: Story;
  readonly now: Story;
}

/** Throws {@link Refusal} when somebody else changed one of these fields in the meantime. */
export function demandStoryNotOvertaken(given: StoryWordsGiven, { found, now }: StoryMoment): void {
  for (const option of changedOptions(given, now)) {
    const field = fields[option];
    if (found[field] === now[field]) continue;
    throw new Refusal(`Somebody else changed the ${option} of ${now.slug} at the same moment.`, {
      option,
      remedy: `It reads now: “${now[field] ?? ''}”. Send yours again if it is to replace that.`,
    });
  }
}

/**
 * The former title and lead if they were changed, so that nobody's words are lost; undefined when there were none.
 */
export function formerWordsLine(given: StoryWordsGiven, before: Story): string | undefined {
  const replaced = changedOptions(given, before).flatMap((option) => {
    const words = before[fields[option]];
    return words !== undefined && (option === 'title' || option === 'lead') ? [`${option} “${words}”`] : [];
  });
  return replaced.length === 0 ? undefined : `Before: ${replaced.join(', ')}.`;
}

function changedOptions(given: StoryWordsGiven, story: Story): readonly (keyof StoryWordsGiven)[] {
  const options = Object.keys(fields) as readonly (keyof StoryWordsGiven)[]; // its own keys
  return options.filter((option) => {
    const typed = given[option];
    return typed !== undefined && typed !== (story[fields[option]] ?? '');
  });
}
