import { type Entry, entryName, latest, revise } from '../../domain/entry.ts';
import { typedTextOf } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { scheduledAction, statusAction } from '../command/offer.ts';
import { Refusal } from '../command/refusal.ts';
import { countPlaces, paragraphOf, say, verbatim } from '../command/say.ts';
import { momentTyped } from '../command/typed-time.ts';
import { closeKillQuestion } from '../desk/kill-question.ts';
import { countSubscribers } from '../destination/subscribers.ts';
import { hint } from '../hint.ts';
import type { Changed, Newsroom, StoryChange } from '../records.ts';
import { demandRole } from '../staff/access.ts';
import { demandLive, storyMeant, unknownStory } from '../story/story-meant.ts';
import { embargoTyped } from './embargo.ts';
import { noRoomLine, releaseWaiting } from './release-waiting.ts';

/** Publishes a scheduled entry early. Ending an embargo early needs a chief. */
export async function publishNow(room: Newsroom, entry: Entry, call: Call): Promise<Answer> {
  if (entry.embargoed) await demandChief(room, call);
  const changed = await change(room, { entry, call }, (story, current) => {
    demandLive(story);
    return releaseWaiting(story, current, { by: call.by, at: room.now() });
  });
  await hint(() => room.wire.storyChanged(entry.slug, entry.urgency));
  await unschedule(room, entry);
  const name = entryName(entry);
  const at = storyTime(changed.entry.publishedAt, changed.story, { now: room.now(), withLabel: true });
  const places = await countSubscribers(room, changed.entry);
  return {
    content: say(
      `Published ${name} at ${at}.`,
      places === undefined ? undefined : `Queued for ${countPlaces(places)}.`,
      noRoomLine(changed.story, entry),
    ),
    actions: [statusAction(name)],
  };
}

/** Moves a scheduled entry to another time. Ending an embargo early needs a chief. */
export async function moveScheduled(
  room: Newsroom,
  { entry, to }: { readonly entry: Entry; readonly to: string },
  call: Call,
): Promise<Answer> {
  const now = room.now();
  const at = newTime(await storyMeant(room, entry.slug), { entry, to, now });
  if (at === entry.publishedAt) throw sameTime(entry);
  if (entry.embargoed && at < entry.publishedAt) await demandChief(room, call);
  const { story } = await change(room, { entry, call }, (current, before) => {
    const { undoable: _, ...waiting } = before;
    const until = storyTime(at, current, { now, withLabel: true });
    const did = { by: call.by, what: 'moved', entry: entry.number, why: `to ${until}` };
    return { story: current, entry: { ...waiting, publishedAt: at }, events: [], did };
  });
  await hint(() => room.wire.scheduleEntry(entry.slug, entry.number, at));
  await unschedule(room, entry);
  const [from, until] = [entry.publishedAt, at].map((moment) =>
    storyTime(moment, story, { now, withLabel: true }),
  );
  return {
    content: say(`Moved ${entryName(entry)} from ${from} to ${until}.`),
    actions: [scheduledAction(entryName(entry))],
  };
}

/** Cancels a scheduled entry before anybody has it, and gives its text back. Its record is kept. */
export async function cancelScheduled(room: Newsroom, entry: Entry, call: Call): Promise<Answer> {
  const why = 'cancelled before it was published';
  // Not sealed: nobody had it, so there is nothing to take back, and after a mistake the words are still in the
  // story's log, which only editors read. For words that must not even be there, a chief uses kill.
  const cancelled = await change(room, { entry, call }, (story, current) => {
    const { text } = latest(current);
    const revised = revise(current, { signal: 'kill', text, by: call.by, at: room.now(), why });
    return revised && { story, entry: revised, events: [] };
  });
  await unschedule(room, entry);
  await closeKillQuestion(room, cancelled.entry, `cancelled by ${call.by.name}`);
  const sentence = `Cancelled ${entryName(entry)}. Nobody has seen it, and nobody will. Its text:`;
  return { content: [paragraphOf(sentence), verbatim(typedTextOf(entry))] };
}

/** Changes an entry that must still be scheduled at that moment. Throws {@link Refusal} when it is not. */
async function change(
  room: Newsroom,
  { entry: { slug, number }, call }: { readonly entry: Entry; readonly call: Call },
  decide: (story: Story, entry: Entry) => StoryChange | undefined,
): Promise<Changed & { readonly entry: Entry }> {
  const request = { slug, entry: number, callId: call.id };
  const changed = await room.stories.change(request, ({ story, entry }) => {
    const decided = entry?.status === 'scheduled' ? decide(story, entry) : undefined;
    return decided ?? tooLate({ slug, number });
  });
  if (changed?.entry === undefined) throw await unknownStory(room, slug);
  return { ...changed, entry: changed.entry };
}

function tooLate(entry: Pick<Entry, 'slug' | 'number'>): never {
  const name = entryName(entry);
  throw new Refusal(`${name} does not wait any more: it was published or cancelled a moment ago.`, {
    option: 'entry',
    remedy: `See how it stands with /status entry:${name}.`,
  });
}

function sameTime(entry: Entry): Refusal {
  return new Refusal(`${entryName(entry)} is to go out at that very moment already.`, { option: 'to' });
}

function demandChief(room: Newsroom, call: Call): Promise<void> {
  return demandRole(room, { role: 'chief', to: 'end an embargo early' }, call);
}

function newTime(
  story: Story,
  { entry, to, now }: { readonly entry: Entry; readonly to: string; readonly now: Instant },
): Instant {
  const time = { option: 'to', typed: to, story, now };
  return entry.embargoed ? embargoTyped(time) : momentTyped({ ...time, direction: 'future' });
}

function unschedule(room: Newsroom, { slug, number, publishedAt }: Entry): Promise<void> {
  return hint(() => room.wire.unscheduleEntry(slug, number, publishedAt));
}
