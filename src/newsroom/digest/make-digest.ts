import type { DigestFormat } from '../../domain/digest.ts';
import type { Story } from '../../domain/story.ts';
import { languageOf } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Language } from '../../domain/words/language.ts';
import { say as sayIn } from '../../domain/words/words.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { say } from '../command/say.ts';
import { momentTyped } from '../command/typed-time.ts';
import type { Newsroom } from '../records.ts';
import { storyMeant, unknownStory } from '../story/story-meant.ts';
import { type GivenPage, pageAnswer } from './digest-answer.ts';
import { askedTooOften } from './digest-limits.ts';
import { noteRead, readerOf } from './read-marks.ts';
import { storyFollowed } from './story-followed.ts';

/** The options of `/digest`. */
export interface DigestInput {
  readonly story: string | undefined;
  readonly since: string | undefined;
  readonly format: DigestFormat | undefined;
}

/** What a digest's button carries. */
export interface PageInput {
  readonly story: string;
  readonly since: number | undefined;
  readonly format: DigestFormat;
  readonly from: number | undefined;
}

const minuteMs = 60_000;

/**
 * Tells a story so far or since a moment, one screen at a time. Without a story: the one that is followed in this
 * place, else the only live one. The language is that of the place's subscription, else the story's own.
 */
export async function makeDigest(room: Newsroom, input: DigestInput, call: Call): Promise<Answer> {
  const followed = input.story === undefined ? await storyFollowed(room, call) : undefined;
  if (followed !== undefined && 'question' in followed) return followed.question;
  const story = await storyMeant(room, input.story ?? followed?.slug);
  const since = await windowStart(room, { story, typed: input.since, now: room.now() }, call);
  return tell(
    room,
    { ...whatOf(story, await languageHere(room, story, call)), ...given(input, since) },
    call,
  );
}

/** Shows another page of a digest. */
export async function turnPage(room: Newsroom, input: PageInput, call: Call): Promise<Answer> {
  const story = await room.stories.find(input.story);
  if (story === undefined) throw await unknownStory(room, input.story);
  const { from } = input;
  const language = await languageHere(room, story, call);
  const page = { ...given(input, input.since), ...(from !== undefined && { from }) };
  return tell(room, { ...whatOf(story, language), ...page }, call);
}

/** Sends a page to the private chat of the person who asks. */
export async function sendPage(room: Newsroom, input: PageInput, call: Call): Promise<Answer> {
  const answer = await turnPage(room, input, call);
  if (call.place.kind === 'private' || answer.content.length === 0) return answer;
  const story = await storyMeant(room, input.story);
  const language = await languageHere(room, story, call);
  const instead = {
    done: say(sayIn(language, 'sentPrivately')),
    failed: say(sayIn(language, 'notSentPrivately')),
  };
  return { ...answer, privately: instead };
}

function given(
  { format }: { readonly format: DigestFormat | undefined },
  since: Instant | undefined,
): Pick<GivenPage, 'format' | 'since'> {
  return { format: format ?? 'full', ...(since !== undefined && { since }) };
}

function whatOf(story: Story, language: Language): Pick<GivenPage, 'story' | 'language'> {
  return { story, language };
}

async function languageHere(room: Newsroom, story: Story, { place }: Call): Promise<Language> {
  return languageOf(story, await room.subscriptions.find(place.destination, story.slug));
}

async function tell(room: Newsroom, page: GivenPage, call: Call): Promise<Answer> {
  const { story, since, from, language, format } = page;
  const refused = await askedTooOften(room, page, call);
  if (refused !== undefined) return refused;
  const now = room.now();
  // Before the story is read: what is published meanwhile may be told once more, but is not missed.
  const readAt = from === undefined ? await room.stories.see(story.slug, now) : undefined;
  const found = await room.digests.page({
    slug: story.slug,
    zone: story.zone,
    window: { now, ...(since !== undefined && { since }) },
    format,
    language,
    ...(from !== undefined && { from }),
  });
  if (found === undefined) throw await unknownStory(room, story.slug);
  if (readAt !== undefined)
    await noteRead(room, { slug: story.slug, at: readAt, ...(since !== undefined && { since }) }, call);
  return pageAnswer(found.page, page);
}

interface WindowRequest {
  readonly story: Story;
  readonly typed: string | undefined;
  readonly now: Instant;
}

/** Whole minutes, so that everybody who asks for the last two hours at about the same time gets the same. */
async function windowStart(
  room: Newsroom,
  { story, typed = 'start', now }: WindowRequest,
  call: Call,
): Promise<Instant | undefined> {
  const word = typed.trim().toLowerCase();
  if (word === 'start') return undefined;
  if (word === 'last') return room.kept.lastRead(readerOf(call), story.slug, call.id);
  const moment = momentTyped({ option: 'since', typed, direction: 'past', story, now });
  return Math.floor(moment / minuteMs) * minuteMs;
}
