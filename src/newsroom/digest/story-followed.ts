import type { Story } from '../../domain/story.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { say } from '../command/say.ts';
import type { Newsroom } from '../records.ts';

/** The story that is meant, or the question which one. */
export type FollowedHere = Pick<Story, 'slug'> | { readonly question: Answer };

/** As many buttons as fit in two rows on both platforms. */
const mostOffered = 6;

/**
 * The story that a place follows: the only live one, or the only one. When there are several, the person is asked.
 * Undefined when none is followed.
 */
export async function storyFollowed(room: Newsroom, { place }: Call): Promise<FollowedHere | undefined> {
  const followed = await room.subscriptions.ofDestination(place.destination);
  const found = await Promise.all(followed.map(({ slug }) => room.stories.find(slug)));
  const stories = found.flatMap((story) => story ?? []);
  const live = stories.filter(({ state }) => state === 'live');
  const [first, ...others] = live.length > 0 ? live : stories;
  if (first === undefined || others.length === 0) return first;
  const offered = [first, ...others].slice(0, mostOffered);
  return {
    question: {
      content: say(`${place.name} follows ${others.length + 1} stories. Which one?`),
      actions: offered.map(({ headline, slug }) => ({
        label: headline,
        path: ['digest'],
        input: { story: slug },
      })),
    },
  };
}
