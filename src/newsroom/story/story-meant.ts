import type { Entry } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';

/**
 * The named story or, when none was named, the only live one. Throws {@link Refusal} when there is no such story, or
 * when more than one could be meant.
 */
export async function storyMeant(room: Newsroom, slug: string | undefined): Promise<Story> {
  if (slug === undefined) return onlyLiveStory(room);
  const story = await room.stories.find(slug);
  if (story !== undefined) return story;
  throw await unknownStory(room, slug);
}

/** Like {@link storyMeant}, and refuses a closed story. */
export async function liveStoryMeant(room: Newsroom, slug: string | undefined): Promise<Story> {
  const story = await storyMeant(room, slug);
  demandLive(story);
  return story;
}

/** Throws {@link Refusal} when the story is closed. */
export function demandLive({ slug, state }: Story): void {
  if (state === 'closed') throw closedStory(slug);
}

/**
 * The refusal for a closed story. `asHeadline` is the rest of a headline that began with its name: the name may have
 * been meant as a word of it.
 */
export function closedStory(slug: string, asHeadline?: string): Refusal {
  const reopen = `A chief reopens it with /story reopen story:${slug}`;
  const before = `where the headline begins with “${slug}”, name the story before it`;
  return new Refusal(`The story ${slug} is closed.`, {
    option: 'story',
    remedy: asHeadline === undefined ? `${reopen}.` : `${reopen}; ${before}.`,
    ...(asHeadline !== undefined && { asRead: { headline: asHeadline } }),
  });
}

/** The named entry. Throws {@link Refusal} when there is no such story or entry. */
export async function entryMeant(room: Newsroom, { slug, number }: EntryReference): Promise<Entry> {
  const story = await storyMeant(room, slug);
  const entry = await room.stories.entry(story.slug, number);
  if (entry !== undefined) return entry;
  throw unknownEntry(story, number);
}

/** The refusal for an entry that a story does not have. */
export function unknownEntry({ slug, lastNumber }: Story, number: number): Refusal {
  const has = lastNumber === 0 ? 'It has none yet.' : `Its newest is ${slug}/${lastNumber}.`;
  return new Refusal(`There is no update ${slug}/${number}.`, { option: 'entry', remedy: has });
}

/** The refusal for a story that does not exist. */
export async function unknownStory(room: Newsroom, slug: string): Promise<Refusal> {
  const live = await liveStories(room);
  return new Refusal(`There is no story “${slug}”.`, { option: 'story', remedy: liveList(live) });
}

async function onlyLiveStory(room: Newsroom): Promise<Story> {
  const stories = await room.stories.list();
  const live = stories.filter(isLive);
  const [only, ...others] = live;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new Refusal('Say which story you mean.', { option: 'story', remedy: liveList(live) });
  }
  const [closed] = stories;
  const newest = closed && `The newest one is story:${closed.slug}, which is closed.`;
  throw new Refusal('No story is live.', {
    option: 'story',
    remedy: [newest, openOne].filter(Boolean).join(' '),
  });
}

async function liveStories(room: Newsroom): Promise<readonly Story[]> {
  const stories = await room.stories.list();
  return stories.filter(isLive);
}

function isLive({ state }: Story): boolean {
  return state === 'live';
}

const openOne = 'An editor opens one with /story open title:Flood timezone:Europe/Oslo.';

function liveList(live: readonly Story[]): string {
  if (live.length === 0) return `No story is live. ${openOne}`;
  return `Live now: ${live.map((story) => `story:${story.slug}`).join(', ')}.`;
}
