import { type Entry, entryName, wasPublished } from '../../domain/entry.ts';
import { addKeyDevelopment } from '../../domain/key-development.ts';
import { type EntryWords, nextEntry } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { correctAction, scheduledAction, statusAction } from '../command/offer.ts';
import { Refusal } from '../command/refusal.ts';
import { countPlaces, say } from '../command/say.ts';
import { countSubscribers } from '../destination/subscribers.ts';
import { hint } from '../hint.ts';
import { withReceipt } from '../progress/receipt.ts';
import type { Newsroom, StoryChange } from '../records.ts';
import { bulletsAfter } from '../story/key-developments.ts';
import { demandLive, unknownStory } from '../story/story-meant.ts';
import { withCountDown } from './count-down.ts';
import { demandNotRepeated } from './repeated.ts';
import { headlineWarning, keyWarning } from './warnings.ts';

/** An update to publish. */
export interface Publishing {
  readonly words: EntryWords;
  /** Why its image was left out, as a sentence. */
  readonly leftOut: string | undefined;
  /** Whether the same text may be there already. */
  readonly again: boolean;
}

/**
 * Publishes an update as a story's next entry, or schedules it. If the newsroom has an undo window, an update that is
 * not a flash waits that long. It is safe when this returns; channels and chats get it in the background. Throws
 * {@link Refusal} for a closed story and for one key development too many, and asks when the same text is there
 * already.
 */
export async function publishWords(
  room: Newsroom,
  { words: typed, leftOut, again }: Publishing,
  call: Call,
): Promise<Answer> {
  const { slug, text } = typed;
  const undoMs = typed.urgency === 'flash' ? 0 : room.settings.undoMs;
  const request = { slug, callId: call.id, ...(!again && { says: text }) };
  const changed = await room.stories.change(request, (current) => {
    const now = room.now();
    const words = withoutPast(typed, now);
    const change = published(current.story, words, { by: call.by, now, undoMs });
    demandNotRepeated(current, { words, submits: false, now });
    return change;
  });
  if (changed === undefined) throw await unknownStory(room, slug);
  if (changed.entry === undefined) throw new Refusal('This was cancelled a moment ago.');
  const { story, entry } = changed;
  await sendOut(room, entry);
  return answer(room, { story, entry, now: room.now(), leftOut });
}

/** A preview may have waited past the time for which it was scheduled: then it is published now. */
function withoutPast(words: EntryWords, now: Instant): EntryWords {
  const { due, embargoed: _, ...rest } = words;
  return due === undefined || due > now ? words : rest;
}

function published(
  story: Story,
  words: EntryWords,
  { by, now, undoMs }: { readonly by: Call['by']; readonly now: Instant; readonly undoMs: number },
): StoryChange {
  demandLive(story);
  const status = words.due === undefined && undoMs === 0 ? 'usable' : 'scheduled';
  const entry = nextEntry(story, words, { by, now, status });
  const { number, urgency } = entry;
  const numbered = { ...story, lastNumber: number };
  if (words.due !== undefined) return { story: numbered, entry, events: [] };
  const bullets =
    words.key &&
    bulletsAfter(story, addKeyDevelopment(story.keyDevelopments, { text: words.key, entry: number }));
  if (undoMs > 0) {
    return { story: numbered, entry: { ...entry, publishedAt: now + undoMs, undoable: true }, events: [] };
  }
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

async function answer(room: Newsroom, view: Published): Promise<Answer> {
  const { story, entry, now, leftOut } = view;
  const name = entryName(entry);
  if (entry.status === 'killed') return { content: say(takenBack(entry)) };
  if (entry.undoable) return withCountDown(room, entry, () => answerAgain(room, view));
  const at = storyTime(entry.publishedAt, story, { now, withLabel: true });
  const scheduled = entry.status === 'scheduled';
  const places = await countSubscribers(room, entry);
  return withReceipt(room, {
    story,
    entry,
    above: [publishedLine(entry, at), leftOut && `${leftOut} The text goes out without it.`],
    queued: placesLine(story, places, scheduled),
    below: [
      ...headlineWarning(entry.revisions[0].text.headline),
      ...keyWarning(story.keyDevelopments.find((bullet) => bullet.entry === entry.number)?.text),
      entry.revisions[0].text.source === undefined
        ? `No source was given; add one with /edit entry:${name} source:Police.`
        : undefined,
    ],
    actions: scheduled
      ? [statusAction(name), scheduledAction(name)]
      : [statusAction(name), correctAction(name)],
    isOnItsWay: entry.status === 'usable' && places !== 0,
  });
}

function takenBack(entry: Entry): string {
  const name = entryName(entry);
  return wasPublished(entry)
    ? `${name} was published, and withdrawn since.`
    : `${name} was taken back. Nobody has seen it.`;
}

/** Answers again, from what the records hold by now. */
async function answerAgain(room: Newsroom, view: Published): Promise<Answer> {
  const { slug, number } = view.entry;
  const [story, entry] = await Promise.all([room.stories.find(slug), room.stories.entry(slug, number)]);
  return answer(room, { ...view, story: story ?? view.story, entry: entry ?? view.entry, now: room.now() });
}

function publishedLine(entry: Entry, at: string): string {
  const name = entryName(entry);
  if (entry.status !== 'scheduled') return `Published ${name} at ${at}.`;
  return entry.embargoed ? `${name} is under embargo until ${at}.` : `Scheduled ${name} for ${at}.`;
}

function placesLine({ slug }: Story, places: number | undefined, scheduled: boolean): string | undefined {
  if (places === undefined) return undefined;
  if (places === 0) return `No channel or chat gets it yet; add one with /subscribe story:${slug}.`;
  return scheduled ? `It will go to ${countPlaces(places)}.` : `Queued for ${countPlaces(places)}.`;
}
