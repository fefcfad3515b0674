import { type Entry, entryName, latest } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom, StoryChange, StoryFile } from '../records.ts';
import { noRoomLine, releaseWaiting } from './release-waiting.ts';

/** Timers may fire a little early. Embargoes and undo windows are kept to the millisecond. */
const earlyMs = 1_000;

/**
 * Publishes a scheduled entry whose time has come. Does nothing when it is no longer scheduled, or not due yet. If
 * its story was closed meanwhile, it stays scheduled and the desk is told. `callId` must be the same for every
 * attempt at the same entry.
 */
export async function publishScheduled(
  room: Newsroom,
  { slug, number }: { readonly slug: string; readonly number: number },
  callId: string,
): Promise<void> {
  const [story, entry] = await Promise.all([room.stories.find(slug), room.stories.entry(slug, number)]);
  if (story === undefined || entry?.status !== 'scheduled' || isEarly(entry, room.now())) return;
  if (story.state === 'closed') return tellClosed(room, story, entry);
  const changed = await room.stories
    .change({ slug, entry: number, callId }, (current) => released(current, room.now()))
    .catch(undefinedIfRefused);
  if (changed === undefined) return;
  await hint(() => room.wire.storyChanged(slug, entry.urgency));
  const noRoom = noRoomLine(changed.story, entry);
  if (noRoom !== undefined) await room.wire.tellDesk(say(noRoom));
}

function isEarly({ publishedAt, undoable, embargoed }: Entry, now: number): boolean {
  return publishedAt - (undoable || embargoed ? 0 : earlyMs) > now;
}

function released({ story, entry }: StoryFile, now: number): StoryChange {
  if (entry?.status !== 'scheduled' || isEarly(entry, now) || story.state === 'closed') return notScheduled();
  const { by, call } = latest(entry);
  const at = Math.max(now, entry.publishedAt);
  return releaseWaiting(story, entry, { by, at, ...(call !== undefined && { call }) }) ?? notScheduled();
}

function notScheduled(): never {
  throw new Refusal('This update is not scheduled any more.');
}

/** Somebody else may have been faster, which is not a fault. */
function undefinedIfRefused(error: unknown): undefined {
  if (error instanceof Refusal) return undefined;
  throw error;
}

async function tellClosed(room: Newsroom, story: Story, entry: Entry): Promise<void> {
  const due = storyTime(entry.publishedAt, story, { now: room.now(), withLabel: true });
  const sentence = `${entryName(entry)} was due at ${due} and was not published: its story is closed.`;
  await room.wire.tellDesk(say(sentence, `A chief reopens it with /story reopen story:${story.slug}.`));
}
