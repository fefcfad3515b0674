import { type Entry, entryName, latest, revise } from '../domain/entry.ts';
import { addKeyDevelopment, type KeyDevelopment } from '../domain/key-development.ts';
import type { Story } from '../domain/story.ts';
import { storyTime } from '../domain/timestamp.ts';
import { hint } from './hint.ts';
import type { Newsroom, StoryChange, StoryFile } from './records.ts';
import { Refusal } from './refusal.ts';
import { say } from './say.ts';

/** Timers may fire a little before the moment. */
const earlyMs = 1_000;

/**
 * Publishes a scheduled entry whose time has come. Nothing happens when it is not scheduled any more, or not due;
 * when its story was closed in the meantime, it stays where it is and the desk hears of it. `callId` must be the
 * same for every attempt at the same entry.
 */
export async function publishScheduled(
  room: Newsroom,
  { slug, number }: { readonly slug: string; readonly number: number },
  callId: string,
): Promise<void> {
  const [story, entry] = await Promise.all([room.stories.find(slug), room.stories.entry(slug, number)]);
  if (story === undefined || entry?.status !== 'scheduled' || entry.publishedAt - earlyMs > room.now())
    return;
  if (story.state === 'closed') return tellClosed(room, story, entry);
  const changed = await room.stories
    .change({ slug, entry: number, callId }, (current) => release(current, room.now()))
    .catch(undefinedIfRefused);
  if (changed === undefined) return;
  await hint(() => room.wire.storyChanged(slug, entry.urgency));
  const hasBullet = changed.story.keyDevelopments.some((bullet) => bullet.entry === number);
  if (entry.keyText === undefined || hasBullet) return;
  await room.wire.tellDesk(
    say(`${entryName(entry)} was published, but not as a key development: ${slug} has five already.`),
  );
}

function release({ story, entry }: StoryFile, now: number): StoryChange {
  const at = Math.max(now, entry?.publishedAt ?? now);
  const { text, by } = entry ? latest(entry) : notScheduled();
  const released = entry && revise(entry, { signal: 'release', text, by, at });
  if (entry?.status !== 'scheduled' || released === undefined || story.state === 'closed')
    return notScheduled();
  const bullets = bulletsWith(story, entry);
  return {
    story: bullets ? { ...story, keyDevelopments: bullets, keyDevelopmentsAt: at } : story,
    entry: { ...released, publishedAt: at },
    events: [{ kind: 'entry', number: entry.number, urgency: entry.urgency }],
  };
}

function bulletsWith(story: Story, { keyText, number }: Entry): readonly KeyDevelopment[] | undefined {
  if (keyText === undefined) return undefined;
  const change = addKeyDevelopment(story.keyDevelopments, { text: keyText, entry: number });
  return change.kind === 'changed' ? change.bullets : undefined;
}

function notScheduled(): never {
  throw new Refusal('This update is not scheduled any more.');
}

/** Someone else was faster, which is no fault. */
function undefinedIfRefused(error: unknown): undefined {
  if (error instanceof Refusal) return undefined;
  throw error;
}

async function tellClosed(room: Newsroom, story: Story, entry: Entry): Promise<void> {
  const due = storyTime(entry.publishedAt, story, { now: room.now(), withLabel: true });
  const sentence = `${entryName(entry)} was due at ${due} and was not published: its story is closed.`;
  await room.wire.tellDesk(say(sentence, `A chief reopens it with /story reopen story:${story.slug}.`));
}
