import { composeCard } from '../../domain/compose/compose-card.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { link } from '../../domain/text/build.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import { defaultLanguage, languageNames } from '../../domain/words/language.ts';
import type { Answer } from '../command/answer.ts';
import { countPlaces, type Line, paragraphOf } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { storyMeant } from './story-meant.ts';

/** Shows a story as its card does, with its name, time zone and address. */
export async function showStory(room: Newsroom, slug: string | undefined): Promise<Answer> {
  const story = await storyMeant(room, slug);
  const [entries, followers] = await Promise.all([
    room.stories.entries(story.slug),
    room.subscriptions.ofStory(story.slug),
  ]);
  const latest = entries.findLast((entry) => entry.status === 'usable');
  const entryOf = (number: number): Entry | undefined => entries.find((entry) => entry.number === number);
  return {
    content: [
      ...composeCard({ story, entryOf, ...(latest && { latest }) }),
      paragraphOf(...facts(story, room.now()), followersLine(followers.length)),
    ],
    actions: [{ label: 'Digest', path: ['digest'], input: { story: story.slug } }],
  };
}

function followersLine(followers: number): string {
  return followers === 0 ? 'No channel or chat follows it.' : `Followed by ${countPlaces(followers)}.`;
}

function facts(story: Story, now: number): readonly (Line | undefined)[] {
  const local = storyTime(now, story, { withLabel: true });
  return [
    `Short name: ${story.slug} · ${story.zone}, where it is ${local} now.`,
    languageLine(story),
    story.byline === undefined ? undefined : `Byline: ${story.byline}`,
    story.url === undefined ? undefined : ['Full story: ', link(story.url, story.url)],
  ];
}

/** Undefined for a story whose messages are in English, like this answer. */
function languageLine({ language = defaultLanguage }: Story): string | undefined {
  if (language === defaultLanguage) return undefined;
  return `Readers get Dateline's own words in ${languageNames[language]}.`;
}
