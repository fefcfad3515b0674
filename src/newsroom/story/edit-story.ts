import type { Picture } from '../../domain/picture.ts';
import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { countPlaces, say } from '../command/say.ts';
import { hint } from '../hint.ts';
import { keepPicture, type PictureInput } from '../picture/keep-picture.ts';
import type { Newsroom } from '../records.ts';
import { type StoryWords, wordsSaid, zoneMeant } from './open-story.ts';
import { storyChanges } from './story-changes.ts';
import { storyMeant, unknownStory } from './story-meant.ts';
import { demandStoryNotOvertaken, formerWordsLine } from './story-overtaken.ts';

/** What `/story edit` can remove. */
export const removables = ['lead', 'label', 'byline', 'url', 'image', 'credit', 'alt'] as const;

type Removable = (typeof removables)[number];

/** The options of `/story edit`. Undefined ones stay as they are; an empty text removes what was there. */
export interface EditStoryInput extends StoryWords {
  readonly story: string | undefined;
  readonly title: string | undefined;
  readonly timezone: string | undefined;
  /** Removed before anything is set. */
  readonly remove: Removable | undefined;
}

/**
 * Changes a story's texts and settings; its slug stays for ever. Every card follows, and digests move with the zone.
 * The label belongs to the zone, so a new zone without a label removes the old one. Throws {@link Refusal} when
 * nothing would change.
 */
export async function editStory(room: Newsroom, input: EditStoryInput, call: Call): Promise<Answer> {
  const meant = await storyMeant(room, input.story);
  const zone = input.timezone === undefined ? undefined : zoneMeant(input.timezone);
  const current = without(meant, input.remove).picture;
  const { picture, leftOut } = await keepPicture(room, call, { ...input, current });
  const changed = await room.stories.change({ slug: meant.slug, callId: call.id }, ({ story }) => {
    demandStoryNotOvertaken(input, { found: meant, now: story });
    const edited = storyAfter(without(story, input.remove), { ...input, zone, picture });
    if (JSON.stringify(edited) === JSON.stringify(storyAfter(story, nothing)))
      throw nothingToChange(input, leftOut, story.slug);
    const did = { by: call.by, what: 'edited the story', changes: storyChanges(story, edited) };
    return { story: edited, events: [{ kind: 'story' }], did };
  });
  if (changed === undefined) throw await unknownStory(room, meant.slug);
  await hint(() => room.wire.storyChanged(meant.slug, 'normal'));
  if (zone !== undefined) await moveDigests(room, changed.story);
  const former = formerWordsLine(input, meant);
  return answer(room, { story: changed.story, before: meant, leftOut, former });
}

function without(story: Story, removed: Removable | undefined): Story {
  switch (removed) {
    case undefined:
      return story;
    case 'credit':
    case 'alt': {
      const { [removed]: _, ...picture } = story.picture ?? {};
      return { ...story, ...('mediaId' in picture && { picture }) };
    }
    default: {
      const { [removed === 'image' ? 'picture' : removed]: _, ...rest } = story;
      return rest;
    }
  }
}

interface StoryEdit extends Omit<EditStoryInput, 'story' | 'timezone' | 'remove' | keyof PictureInput> {
  readonly zone: string | undefined;
  readonly picture: Picture | undefined;
}

const nothing: StoryEdit = {
  title: undefined,
  zone: undefined,
  lead: undefined,
  label: undefined,
  clock: undefined,
  language: undefined,
  byline: undefined,
  url: undefined,
  picture: undefined,
};

function storyAfter(story: Story, edit: StoryEdit): Story {
  const { lead: _, label: _l, clock: _c, language: _t, byline: _b, url: _u, picture: _p, ...rest } = story;
  const zone = edit.zone ?? story.zone;
  return {
    ...rest,
    headline: edit.title ?? story.headline,
    zone,
    ...wordsSaid({
      lead: edit.lead ?? story.lead,
      label: edit.label ?? (zone === story.zone ? story.label : undefined),
      clock: edit.clock ?? story.clock,
      language: edit.language ?? story.language,
      byline: edit.byline ?? story.byline,
      url: edit.url ?? story.url,
      picture: edit.picture ?? story.picture,
    }),
  };
}

function nothingToChange(input: EditStoryInput, leftOut: string | undefined, slug: string): Refusal {
  if (leftOut !== undefined) return new Refusal(leftOut, { option: 'image' });
  const isEmpty = Object.values({ ...input, story: undefined }).every((value) => value === undefined);
  return new Refusal(isEmpty ? 'This edit is empty.' : `The story ${slug} says that already.`, {
    remedy: `Give what is to change, such as /story edit story:${slug} title:Flood.`,
  });
}

async function moveDigests(room: Newsroom, story: Story): Promise<void> {
  if (story.state === 'closed') return;
  for (const subscription of await room.subscriptions.ofStory(story.slug)) {
    if (subscription.digest === undefined) continue;
    await hint(() => room.wire.scheduleDigests(subscription, story.zone));
  }
}

interface EditedStory {
  readonly story: Story;
  readonly before: Story;
  readonly leftOut: string | undefined;
  /** Its former words, as a sentence. */
  readonly former: string | undefined;
}

async function answer(room: Newsroom, { story, before, leftOut, former }: EditedStory): Promise<Answer> {
  const followers = await room.subscriptions.ofStory(story.slug);
  const local = storyTime(room.now(), story, { withLabel: true });
  return {
    content: say(
      `Changed ${story.slug}: ${story.headline}.`,
      leftOut,
      former,
      `Its time zone is ${story.zone}, where it is ${local} now.`,
      labelLine(story, before),
      followers.length === 0 ? undefined : `Its card is being put right in ${countPlaces(followers.length)}.`,
    ),
    actions: [{ label: 'Show', path: ['story', 'show'], input: { story: story.slug } }],
  };
}

function labelLine(story: Story, before: Story): string | undefined {
  if (before.label === undefined || story.label !== undefined || story.zone === before.zone) return undefined;
  return `The label “${before.label}” went with the former zone; label: sets another.`;
}
