import type { Picture } from '../domain/picture.ts';
import type { Story } from '../domain/story.ts';
import { storyTime } from '../domain/timestamp.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { hint } from './hint.ts';
import { keepPicture } from './keep-picture.ts';
import { type StoryWords, zoneMeant } from './open-story.ts';
import type { Newsroom } from './records.ts';
import { Refusal } from './refusal.ts';
import { countPlaces, say } from './say.ts';
import { storyMeant, unknownStory } from './story-meant.ts';

/** What `/story edit` was given; what is undefined stays, and an empty text takes away what was there. */
export interface EditStoryInput extends StoryWords {
  readonly story: string | undefined;
  readonly title: string | undefined;
  readonly timezone: string | undefined;
}

/**
 * Changes what is said of a story; its slug stays for ever. Every card follows, and digests move with the zone. The
 * label belongs to the zone: where another zone comes without a label of its own, the former label goes.
 * Throws {@link Refusal} when nothing would change.
 */
export async function editStory(room: Newsroom, input: EditStoryInput, call: Call): Promise<Answer> {
  const meant = await storyMeant(room, input.story);
  const zone = input.timezone === undefined ? undefined : zoneMeant(input.timezone);
  const picture = await keepPicture(room, call, { ...input, current: meant.picture });
  const changed = await room.stories.change({ slug: meant.slug, callId: call.id }, ({ story }) => {
    const edited = storyAfter(story, { ...input, zone, picture });
    if (JSON.stringify(edited) === JSON.stringify(storyAfter(story, nothing))) throw nothingToChange(story);
    return { story: edited, events: [{ kind: 'story' }] };
  });
  if (changed === undefined) throw await unknownStory(room, meant.slug);
  await hint(() => room.wire.storyChanged(meant.slug, 'normal'));
  if (zone !== undefined) await moveDigests(room, changed.story);
  return answer(room, changed.story, meant);
}

interface StoryEdit extends Omit<EditStoryInput, 'story' | 'timezone' | 'image' | 'credit'> {
  readonly zone: string | undefined;
  readonly picture: Picture | undefined;
}

const nothing: StoryEdit = {
  title: undefined,
  zone: undefined,
  lead: undefined,
  label: undefined,
  byline: undefined,
  url: undefined,
  picture: undefined,
};

function storyAfter(story: Story, edit: StoryEdit): Story {
  const { lead: _, label: _l, byline: _b, url: _u, picture: _p, ...rest } = story;
  const lead = edit.lead ?? story.lead;
  const zone = edit.zone ?? story.zone;
  const label = edit.label ?? (zone === story.zone ? story.label : undefined);
  const byline = edit.byline ?? story.byline;
  const url = edit.url ?? story.url;
  const picture = edit.picture ?? story.picture;
  return {
    ...rest,
    headline: edit.title ?? story.headline,
    zone,
    ...(lead && { lead }),
    ...(label && { label }),
    ...(byline && { byline }),
    ...(url && { url }),
    ...(picture && { picture }),
  };
}

function nothingToChange({ slug }: Story): Refusal {
  return new Refusal(`The story ${slug} says that already.`, {
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

async function answer(room: Newsroom, story: Story, before: Story): Promise<Answer> {
  const followers = await room.subscriptions.ofStory(story.slug);
  const local = storyTime(room.now(), story, { withLabel: true });
  return {
    content: say(
      `Changed ${story.slug}: ${story.headline}.`,
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
