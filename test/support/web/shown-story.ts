import { onTestFinished } from 'vitest';
import type { Entry } from '../../../src/domain/entry.ts';
import type { Story } from '../../../src/domain/story.ts';
import { demoPicture } from '../../../src/sandbox/demo-picture.ts';
import { createWebServer } from '../../../src/web/server.ts';
import { addStoryPages } from '../../../src/web/story-routes.ts';
import { createFakeNewsroom } from '../fake-newsroom.ts';
import { tellStory } from './tell-story.ts';

/** Shows a story as it is told, from records in memory. Returns the address of its page. */
export async function shownStory(story: Story, entries: readonly Entry[]): Promise<string> {
  const { stories } = createFakeNewsroom(story.openedAt, []).room;
  await tellStory(stories, story, entries);
  const server = createWebServer({
    host: '127.0.0.1',
    port: 0,
    readiness: () => ({ ready: true, reasons: [] }),
  });
  const picture = demoPicture();
  addStoryPages(server.app, {
    publicUrl: 'https://news.example',
    stories,
    loadMedia: async () => picture,
    now: Date.now,
  });
  onTestFinished(() => server.stop());
  return `${await server.start()}/s/${story.slug}`;
}
