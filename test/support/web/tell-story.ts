import type { Entry } from '../../../src/domain/entry.ts';
import type { Story } from '../../../src/domain/story.ts';
import type { StoryRecords } from '../../../src/newsroom/records.ts';

/** Puts a story and its entries into the records, each revision as it was made. */
export async function tellStory(
  stories: StoryRecords,
  story: Story,
  entries: readonly Entry[],
): Promise<void> {
  await stories.open(story, `open ${story.slug}`);
  for (const { revisions, ...head } of entries) {
    const [first, ...rest] = revisions;
    const steps = [first, ...rest].map((_, index) => ({
      ...head,
      revisions: [first, ...rest.slice(0, index)] as const,
    }));
    for (const [index, entry] of steps.entries()) {
      const request = {
        slug: story.slug,
        entry: entry.number,
        callId: `${story.slug} ${entry.number} ${index}`,
      };
      await stories.change(request, (file) => ({ story: file.story, entry, events: [] }));
    }
  }
}
