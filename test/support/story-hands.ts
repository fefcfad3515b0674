import type { Entry, Urgency } from '../../src/domain/entry.ts';
import { revise, urgencyNow } from '../../src/domain/entry.ts';
import type { Story } from '../../src/domain/story.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { StoryEvent, StoryRecords } from '../../src/newsroom/records.ts';
import type { Wire } from '../../src/newsroom/wire.ts';

const editor = { id: 'discord:1', name: 'Ida' } as const;

/** A story for tests; `lastNumber` counts on as entries are published. */
export const testStory: Story = {
  slug: 'harbour',
  headline: 'Harbour bridge',
  zone: 'Europe/Oslo',
  related: [],
  state: 'live',
  openedAt: 0,
  keyDevelopments: [],
  lastNumber: 0,
};

/** What {@link createStoryHands} works with. */
export interface StoryHandsDeps {
  readonly stories: StoryRecords;
  readonly wire: Wire;
  readonly now: () => Instant;
}

/** Changes the test story in the records and wakes the engine, as use cases do. */
export function createStoryHands({ stories, wire, now }: StoryHandsDeps) {
  let calls = 0;

  async function change(
    decide: (story: Story, entry?: Entry) => [Story, Entry | undefined, StoryEvent[]],
    number?: number,
  ) {
    calls += 1;
    const request = {
      slug: testStory.slug,
      callId: `call-${calls}`,
      ...(number !== undefined && { entry: number }),
    };
    await stories.change(request, (current) => {
      const [story, entry, events] = decide(current.story, current.entry);
      return { story, events, ...(entry && { entry }) };
    });
  }

  return {
    async open() {
      await stories.open(testStory, 'open');
    },
    /** Publishes an entry. */
    async publish(headline: string, options: { urgency?: Urgency; key?: boolean; at?: Instant } = {}) {
      const { urgency = 'normal', key = false, at = now() } = options;
      await change((story) => {
        const number = story.lastNumber + 1;
        const entry: Entry = {
          slug: story.slug,
          number,
          urgency,
          key,
          status: 'usable',
          publishedAt: at,
          revisions: [{ signal: 'new', text: { headline, body: '' }, by: editor, at }],
        };
        return [{ ...story, lastNumber: number }, entry, [{ kind: 'entry', number, urgency }]];
      });
      await wire.storyChanged(testStory.slug, urgency);
    },
    /** Closes the story. */
    async close() {
      await change((story) => [
        { ...story, state: 'closed', closedAt: now() },
        undefined,
        [{ kind: 'closed' }],
      ]);
      await wire.storyChanged(testStory.slug, 'normal');
    },
    /** Appends a revision with a new headline. */
    async revise(
      number: number,
      signal: 'edit' | 'correction' | 'hold' | 'release' | 'kill',
      headline: string,
    ) {
      let urgency: Urgency = 'normal';
      await change((story, entry) => {
        const text = { headline, body: '' };
        const revised = entry && revise(entry, { signal, text, by: editor, at: now() });
        if (revised === undefined) throw new Error(`The test cannot ${signal} entry ${number}`);
        urgency = urgencyNow(revised);
        return [story, revised, [{ kind: 'entry', number, urgency }]];
      }, number);
      await wire.storyChanged(testStory.slug, urgency);
    },
  };
}
