import {
  type Entry,
  type EntryStatus,
  entryName,
  type Revision,
  revise,
  urgencyNow,
  wasPublished,
} from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { hint } from '../hint.ts';
import type { Changed, Newsroom, StoryChange, StoryEvent } from '../records.ts';
import { storyMeant, unknownEntry, unknownStory } from '../story/story-meant.ts';
import { entryNamed } from './entry-named.ts';

/** An entry and its story at the moment of a change. */
export interface EntryFile {
  readonly story: Story;
  readonly entry: Entry;
  readonly now: Instant;
}

/** The result of a change. */
export type EntryChanged = Changed & Pick<EntryFile, 'entry' | 'now'>;

/**
 * Changes one entry in one transaction and wakes its subscribers, urgently if its newest revision is urgent. Throws
 * {@link Refusal} when it is not clear which entry is meant or there is no such entry, and what `decide` throws.
 */
export async function changeEntry(
  room: Newsroom,
  { reference, call }: { readonly reference: EntryReference | undefined; readonly call: Call },
  decide: (file: EntryFile) => StoryChange,
): Promise<EntryChanged> {
  const { slug: named, number } = await entryNamed(room, reference, call);
  const { slug } = await storyMeant(room, named);
  const changed = await room.stories.change({ slug, entry: number, callId: call.id }, ({ story, entry }) => {
    if (entry === undefined) throw unknownEntry(story, number);
    return decide({ story, entry, now: room.now() });
  });
  if (changed?.entry === undefined) throw await unknownStory(room, slug);
  const { entry } = changed;
  await hint(() => room.wire.storyChanged(slug, urgencyNow(entry)));
  return { ...changed, entry, now: room.now() };
}

/** The entry with one more revision. Throws {@link Refusal} with the reason when its status does not allow that. */
export function revised(entry: Entry, revision: Revision): Entry {
  const changed = revise(entry, revision);
  if (changed !== undefined) return changed;
  if (entry.status === 'killed') throw finalRefusal(entry);
  throw new Refusal(`${entryName(entry)} ${standing[entry.status]}.`, {
    option: 'entry',
    remedy: remedies[entry.status].replace('ENTRY', entryName(entry)),
  });
}

/** The event that tells subscribers of an entry's newest revision. */
export function eventOf(entry: Entry): StoryEvent {
  return { kind: 'entry', number: entry.number, urgency: urgencyNow(entry) };
}

/** The refusal of any change to an entry that was killed, or was cancelled or returned before it was published. */
export function finalRefusal(entry: Entry): Refusal {
  const fate = wasPublished(entry) ? 'was withdrawn' : 'never went out';
  return new Refusal(`${entryName(entry)} ${fate} and stays as it is.`, {
    option: 'entry',
    remedy: 'Publish what is right with /update.',
  });
}

type Open = Exclude<EntryStatus, 'killed'>;

const standing: Readonly<Record<Open, string>> = {
  submitted: 'waits for the desk',
  scheduled: 'is not published yet',
  usable: 'is not on hold',
  held: 'is on hold already',
};

const remedies: Readonly<Record<Open, string>> = {
  submitted: 'Change it with /edit entry:ENTRY.',
  scheduled: 'Change it with /edit entry:ENTRY.',
  usable: 'To put it on hold, send /hold entry:ENTRY.',
  held: 'To let it out again, send /release entry:ENTRY.',
};
