import type { Urgency } from '../../domain/entry.ts';
import type { EntryWords } from '../../domain/new-entry.ts';
import { isSlug } from '../../domain/slug.ts';
import type { RelatedLink, Story } from '../../domain/story.ts';
import { slipsBetween } from '../../domain/text/slips.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { momentTyped } from '../command/typed-time.ts';
import { keepPicture, type PictureInput } from '../picture/keep-picture.ts';
import type { Newsroom } from '../records.ts';
import { closedStory, demandLive, storyMeant } from '../story/story-meant.ts';
import { embargoTyped } from './embargo.ts';

/** The options of `/update`. */
export interface UpdateInput extends PictureInput {
  readonly story: string | undefined;
  readonly headline: string;
  readonly body: string | undefined;
  readonly urgency: Urgency | undefined;
  readonly key: string | undefined;
  readonly source: string | undefined;
  readonly related: RelatedLink | undefined;
  readonly at: string | undefined;
  readonly embargo: string | undefined;
  /** Whether it is published although the same text is there already. */
  readonly again: 'yes' | 'no' | undefined;
}

/** An update that was read. */
export interface UpdateRead {
  readonly story: Story;
  readonly words: EntryWords;
  /** Why its image was left out, as a sentence. */
  readonly leftOut: string | undefined;
  /** Whether the same text may be there already. */
  readonly again: boolean;
}

/**
 * Reads the options of `/update` and stores its image. Throws {@link Refusal} for a closed or unknown story, for a
 * headline that begins with a story's name, and for an impossible time.
 */
export async function readUpdate(room: Newsroom, input: UpdateInput, call: Call): Promise<UpdateRead> {
  if (input.story === undefined) await demandNoStoryName(room, input.headline);
  const story = await storyMeant(room, input.story);
  demandLive(story);
  const timing = timingOf(input, story, room.now());
  const { picture, leftOut } = await keepPicture(room, call, input);
  const { headline, body = '', source, related, key, urgency = 'normal' } = input;
  const text = {
    headline,
    body,
    ...(source && { source }),
    ...(picture && { picture }),
    ...(related && { related }),
  };
  const words = { slug: story.slug, text, urgency, ...(key !== undefined && { key }), ...timing };
  return { story, words, leftOut, again: input.again === 'yes' };
}

/** A word with hyphens that differs from a story's name by no more than this was meant to be that name. */
const maxSlips = 2;

/**
 * On Telegram the first word names the story, if that story is live. The name of a closed story, or a mistyped name,
 * must not become part of another story's headline.
 */
async function demandNoStoryName(room: Newsroom, headline: string): Promise<void> {
  const [first = '', ...rest] = headline.split(' ');
  if (!isSlug(first)) return;
  const named = await room.stories.find(first);
  if (named?.state === 'closed') throw closedStory(first, rest.join(' '));
  if (named !== undefined) return;
  // A single word in lower case may well begin a headline.
  if (!first.includes('-')) return;
  const meant = (await room.stories.list()).find(({ slug }) => slipsBetween(first, slug) <= maxSlips);
  if (meant === undefined) return;
  throw new Refusal(`“${first}” is nearly ${meant.slug}, the name of a story.`, {
    option: 'story',
    remedy: `Begin with ${meant.slug} if you mean it; where the headline begins with “${first}”, name the story before it.`,
  });
}

function timingOf(
  { at, embargo }: UpdateInput,
  story: Story,
  now: Instant,
): Pick<EntryWords, 'due' | 'embargoed'> {
  if (at !== undefined && embargo !== undefined) {
    throw new Refusal('An update goes out at a time or at the end of an embargo, not both.', {
      option: 'at',
      remedy: 'Leave out at: or embargo:.',
    });
  }
  if (embargo !== undefined)
    return { due: embargoTyped({ option: 'embargo', typed: embargo, story, now }), embargoed: true };
  if (at === undefined) return {};
  return { due: momentTyped({ option: 'at', typed: at, direction: 'future', story, now }) };
}
