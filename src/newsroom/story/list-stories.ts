import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import { type Line, say } from '../command/say.ts';
import type { Newsroom } from '../records.ts';

/** How many stories fit into one message on either platform. */
const maxListed = 25;

/** Lists stories, live ones first. */
export async function listStories(room: Newsroom): Promise<Answer> {
  const stories = await room.stories.list();
  if (stories.length === 0) {
    return {
      content: say(
        'There is no story yet.',
        'An editor opens one with /story open title:Flood timezone:Europe/Oslo.',
      ),
    };
  }
  const now = room.now();
  const more = stories.length - maxListed;
  const rest = more > 0 ? `… and ${more} more, closed earlier or opened longer ago.` : undefined;
  return { content: say(...stories.slice(0, maxListed).map((story) => storyLine(story, now)), rest) };
}

function storyLine(story: Story, now: number): Line {
  const at = story.state === 'closed' ? (story.closedAt ?? story.openedAt) : story.openedAt;
  const since = storyTime(at, story, { now, withLabel: true });
  const state = story.state === 'live' ? `live since ${since}` : `closed at ${since}`;
  return [
    { type: 'strong', children: [{ type: 'text', value: story.headline }] },
    { type: 'text', value: ` · ${story.slug} · ${state}` },
  ];
}
