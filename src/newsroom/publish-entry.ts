import { type Entry, entryName, type Urgency } from '../domain/entry.ts';
import type { Instant } from '../domain/instant.ts';
import { addKeyDevelopment } from '../domain/key-development.ts';
import type { Picture } from '../domain/picture.ts';
import { isSlug } from '../domain/slug.ts';
import type { RelatedLink, Story } from '../domain/story.ts';
import { storyTime } from '../domain/timestamp.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { hint } from './hint.ts';
import { keepPicture, type PictureInput } from './keep-picture.ts';
import { bulletsAfter } from './key-developments.ts';
import { withReceipt } from './receipt.ts';
import type { Newsroom, StoryChange } from './records.ts';
import { countPlaces } from './say.ts';
import { demandLive, storyMeant, unknownStory } from './story-meant.ts';
import { countSubscribers } from './subscribers.ts';
import { momentTyped } from './typed-time.ts';

/** What `/update` was given. */
export interface UpdateInput extends PictureInput {
  readonly story: string | undefined;
  readonly headline: string;
  readonly body: string | undefined;
  readonly urgency: Urgency | undefined;
  readonly key: string | undefined;
  readonly source: string | undefined;
  readonly related: RelatedLink | undefined;
  readonly at: string | undefined;
}

/** Above this, phones cut a headline short in their notifications. */
const goodHeadlineLength = 64;

/**
 * Publishes an update as a story's next entry, or schedules it. It is safe when this returns; channels and chats
 * get it in the background. Throws {@link Refusal} for a closed or unknown story, a time that cannot be, or a key
 * development too many.
 */
export async function publishEntry(room: Newsroom, input: UpdateInput, call: Call): Promise<Answer> {
  if (input.story === undefined) await demandNoClosedName(room, input.headline);
  const { slug } = await storyMeant(room, input.story);
  const now = room.now();
  const { picture, leftOut } = await keepPicture(room, call, input);
  const { image: _, ...words } = input;
  const changed = await room.stories.change({ slug, callId: call.id }, ({ story }) =>
    nextEntry(story, { ...words, picture, by: call.by, now }),
  );
  if (changed?.entry === undefined) throw await unknownStory(room, slug);
  const { story, entry } = changed;
  await sendOut(room, entry);
  return answer(room, { story, entry, now, leftOut });
}

/**
 * On Telegram a story is named by the first word, which is only taken for a name when that story is live: the name
 * of a closed one must not end up in another story's headline.
 */
async function demandNoClosedName(room: Newsroom, headline: string): Promise<void> {
  const [first = ''] = headline.split(' ');
  const named = isSlug(first) ? await room.stories.find(first) : undefined;
  if (named !== undefined) demandLive(named);
}

type EntryWords = Omit<UpdateInput, 'story' | keyof PictureInput> & {
  readonly picture: Picture | undefined;
  readonly by: Call['by'];
  readonly now: Instant;
};

function nextEntry(story: Story, words: EntryWords): StoryChange {
  demandLive(story);
  const { headline, body = '', source, related, picture, by, now, key, at } = words;
  const number = story.lastNumber + 1;
  const urgency = words.urgency ?? 'normal';
  const due = at && momentTyped({ option: 'at', typed: at, direction: 'future', story, now });
  const text = {
    headline,
    body,
    ...(source && { source }),
    ...(picture && { picture }),
    ...(related && { related }),
  };
  const entry: Entry = {
    slug: story.slug,
    number,
    urgency,
    key: key !== undefined,
    ...(due && key !== undefined && { keyText: key }),
    status: due ? 'scheduled' : 'usable',
    publishedAt: due || now,
    revisions: [{ signal: 'new', text, by, at: now }],
  };
  const numbered = { ...story, lastNumber: number };
  if (due) return { story: numbered, entry, events: [] };
  const bullets =
    key && bulletsAfter(story, addKeyDevelopment(story.keyDevelopments, { text: key, entry: number }));
  return {
    story: bullets ? { ...numbered, keyDevelopments: bullets, keyDevelopmentsAt: now } : numbered,
    entry,
    events: [{ kind: 'entry', number, urgency }],
  };
}

async function sendOut(room: Newsroom, { status, slug, number, publishedAt, urgency }: Entry): Promise<void> {
  if (status === 'scheduled') return hint(() => room.wire.scheduleEntry(slug, number, publishedAt));
  return hint(() => room.wire.storyChanged(slug, urgency));
}

interface Published {
  readonly story: Story;
  readonly entry: Entry;
  readonly now: Instant;
  /** Why its image was left out, as a sentence. */
  readonly leftOut: string | undefined;
}

async function answer(room: Newsroom, { story, entry, now, leftOut }: Published): Promise<Answer> {
  const name = entryName(entry);
  const at = storyTime(entry.publishedAt, story, { now, withLabel: true });
  const scheduled = entry.status === 'scheduled';
  const places = await countSubscribers(room, entry);
  return withReceipt(room, {
    story,
    entry,
    above: [
      scheduled ? `Scheduled ${name} for ${at}.` : `Published ${name} at ${at}.`,
      leftOut && `${leftOut} The text goes out without it.`,
    ],
    queued: placesLine(story, places, scheduled),
    below: [
      headlineLine(entry),
      entry.revisions[0].text.source === undefined
        ? `No source was given; add one with /edit entry:${name} source:Police.`
        : undefined,
    ],
    isOnItsWay: !scheduled && places !== 0,
  });
}

function placesLine({ slug }: Story, places: number | undefined, scheduled: boolean): string | undefined {
  if (places === undefined) return undefined;
  if (places === 0) return `No channel or chat gets it yet; add one with /subscribe story:${slug}.`;
  return scheduled ? `It will go to ${countPlaces(places)}.` : `Queued for ${countPlaces(places)}.`;
}

function headlineLine(entry: Entry): string | undefined {
  const { length } = entry.revisions[0].text.headline;
  if (length <= goodHeadlineLength) return undefined;
  return `The headline has ${length} characters; phones show about ${goodHeadlineLength}.`;
}
