import type { Picture } from '../../domain/picture.ts';
import { isSlug, maxSlugLength, slugFrom } from '../../domain/slug.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type ClockStyle, storyTime } from '../../domain/time/timestamp.ts';
import { canonicalZone } from '../../domain/time/zone.ts';
import { suggestZones } from '../../domain/time/zone-suggestion.ts';
import type { Language } from '../../domain/words/language.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { keepPicture, type PictureInput } from '../picture/keep-picture.ts';
import type { Newsroom } from '../records.ts';

/** The texts of a story, when it is opened and later. */
export interface StoryWords extends PictureInput {
  readonly lead: string | undefined;
  readonly label: string | undefined;
  readonly clock: ClockStyle | undefined;
  readonly language: Language | undefined;
  readonly byline: string | undefined;
  readonly url: string | undefined;
}

/** The options of `/story open`. */
export interface OpenStoryInput extends StoryWords {
  readonly title: string;
  readonly timezone: string;
  readonly slug: string | undefined;
}

/** Opens a story. Throws {@link Refusal} for an unknown time zone, and for a slug that is taken or malformed. */
export async function openStory(room: Newsroom, input: OpenStoryInput, call: Call): Promise<Answer> {
  const zone = zoneMeant(input.timezone);
  const slug = slugMeant(input);
  const { picture, leftOut } = await keepPicture(room, call, input);
  const story: Story = {
    slug,
    headline: input.title,
    zone,
    ...wordsSaid({ ...input, picture }),
    related: [],
    state: 'live',
    openedAt: room.now(),
    keyDevelopments: [],
    lastNumber: 0,
  };
  const opened = await room.stories.open(story, call.id, call.by);
  if (opened === undefined) throw await slugTaken(room, slug);
  return answer(opened.story, { now: room.now(), leftOut });
}

type WordsSaid = Omit<StoryWords, keyof PictureInput> & { readonly picture: Picture | undefined };
type WordsKept = Pick<Story, 'lead' | 'label' | 'clock' | 'language' | 'byline' | 'url' | 'picture'>;

/** A story's texts, without those that are empty or undefined. */
export function wordsSaid(words: WordsSaid): WordsKept {
  const { lead, label, clock, language, byline, url, picture } = words;
  return {
    ...(lead && { lead }),
    ...(label && { label }),
    ...(clock && { clock }),
    ...(language && { language }),
    ...(byline && { byline }),
    ...(url && { url }),
    ...(picture && { picture }),
  };
}

/** The typed IANA zone in its proper spelling. Throws {@link Refusal}, with suggestions, for anything else. */
export function zoneMeant(typed: string): string {
  const zone = canonicalZone(typed);
  if (zone !== undefined) return zone;
  const near = suggestZones(typed).map((name) => `timezone:${name}`);
  throw new Refusal(`I do not know the time zone “${typed}”.`, {
    option: 'timezone',
    remedy: near.length > 0 ? `Did you mean ${either(near)}?` : 'Write it like timezone:Europe/Oslo.',
  });
}

function slugMeant({ slug, title }: OpenStoryInput): string {
  const wanted = slug === undefined ? slugFrom(title) : slug.toLowerCase();
  if (wanted !== undefined && isSlug(wanted)) return wanted;
  const proposal = slug === undefined ? undefined : slugFrom(slug);
  const sentence =
    wanted === undefined
      ? 'I cannot make a short name from this title.'
      : `“${slug}” cannot be a short name: it is up to ${maxSlugLength} of a-z, 0-9 and hyphens.`;
  throw new Refusal(sentence, {
    option: 'slug',
    remedy: `Write it like slug:${proposal ?? 'ferry-strike'}.`,
  });
}

async function slugTaken(room: Newsroom, slug: string): Promise<Refusal> {
  const taken = new Set((await room.stories.list()).map((story) => story.slug));
  let number = 2;
  while (taken.has(numbered(slug, number))) number += 1;
  return new Refusal(`The short name ${slug} is taken by another story.`, {
    option: 'slug',
    remedy: `Add slug:${numbered(slug, number)}, or go on with that story: /story show story:${slug}.`,
  });
}

function numbered(slug: string, number: number): string {
  const ending = `-${number}`;
  return `${slug.slice(0, maxSlugLength - ending.length).replace(/-$/, '')}${ending}`;
}

function answer(
  story: Story,
  { now, leftOut }: { readonly now: Instant; readonly leftOut: string | undefined },
): Answer {
  const local = storyTime(now, story, { withLabel: true });
  return {
    content: say(
      `Opened ${story.slug}: ${story.headline}.`,
      leftOut,
      `Its time zone is ${story.zone}, where it is ${local} now.`,
      `Let channels follow it with /subscribe story:${story.slug}.`,
      `Publish with /update story:${story.slug} and a headline.`,
    ),
  };
}

function either(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
