import { composeDigest } from '../domain/compose-digest.ts';
import type { DigestFormat } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Story } from '../domain/story.ts';
import { withPage } from '../domain/story-url.ts';
import { languageOf } from '../domain/subscription.ts';
import type { Action, Answer } from './answer.ts';
import type { Call } from './call.ts';
import type { Newsroom } from './records.ts';
import { storyMeant } from './story-meant.ts';
import { momentTyped } from './typed-time.ts';

/** What `/digest` was given. */
export interface DigestInput {
  readonly story: string | undefined;
  readonly since: string | undefined;
  readonly format: DigestFormat | undefined;
}

/**
 * Tells a story so far or since a moment. Without a story it is the one that is followed where the question was
 * asked, else the only live one; it is told in the language in which that place follows it, else in the story's own.
 * Every digest moves the mark from which `last` counts for that reader.
 */
export async function makeDigest(room: Newsroom, input: DigestInput, call: Call): Promise<Answer> {
  const story = await storyMeant(room, input.story ?? (await storyFollowedHere(room, call)));
  const now = room.now();
  const entries = await room.stories.entries(story.slug);
  const since = await windowStart(room, { story, typed: input.since, now }, call);
  const format = input.format ?? 'full';
  const window = { now, ...(since !== undefined && { since }) };
  const language = languageOf(story, await room.subscriptions.find(call.place.destination, story.slug));
  const content = composeDigest({
    story: withPage(story, room.publicUrl),
    entries,
    window,
    format,
    language,
  });
  return { content, actions: actions(story, { since, format }) };
}

interface WindowRequest {
  readonly story: Story;
  readonly typed: string | undefined;
  readonly now: Instant;
}

async function windowStart(
  room: Newsroom,
  { story, typed = 'start', now }: WindowRequest,
  call: Call,
): Promise<Instant | undefined> {
  const word = typed.toLowerCase();
  const isWord = word === 'start' || word === 'last';
  const moment = isWord ? undefined : momentTyped({ option: 'since', typed, direction: 'past', story, now });
  const last = await room.kept.markRead(call.by.id, story.slug, now);
  return word === 'last' ? last : moment;
}

/** The story that the place follows, when it is one alone that is live (or one alone at all). */
async function storyFollowedHere(room: Newsroom, { place }: Call): Promise<string | undefined> {
  const followed = await room.subscriptions.ofDestination(place.destination);
  const stories = await Promise.all(followed.map(({ slug }) => room.stories.find(slug)));
  const live = stories.filter((story) => story?.state === 'live');
  const [only, ...others] = live.length > 0 ? live : stories;
  return others.length === 0 ? only?.slug : undefined;
}

function actions(
  { slug }: Story,
  { since, format }: { readonly since: Instant | undefined; readonly format: DigestFormat },
): readonly Action[] {
  const from = since === undefined ? 'start' : new Date(since).toISOString();
  const full = { label: 'Full text', path: ['digest'], input: { story: slug, since: from, format: 'full' } };
  const whole = { label: 'From the start', path: ['digest'], input: { story: slug, since: 'start', format } };
  return [...(format === 'brief' ? [full] : []), ...(since === undefined ? [] : [whole])];
}
