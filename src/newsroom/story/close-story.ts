import type { Entry } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { count, countPlaces, say } from '../command/say.ts';
import { withoutDigests } from '../destination/subscribers.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { closeDecided } from './keep-up.ts';
import { storyMeant, unknownStory } from './story-meant.ts';

/**
 * Closes a story: it takes no new entries, its cards say so, its scheduled digests stop, and one last digest of
 * everything goes to every place that follows it. Nothing is unpinned.
 */
export async function closeStory(room: Newsroom, slug: string | undefined, call: Call): Promise<Answer> {
  const closed = await setState(room, { slug, call, state: 'closed' });
  const followers = await setDigests(room, closed, withoutDigests);
  const by = `${call.by.name} closed ${closed.headline} (${closed.slug}).`;
  await hint(() => closeDecided(room, closed.slug, by));
  const at = storyTime(closed.closedAt ?? room.now(), closed, { now: room.now(), withLabel: true });
  return {
    content: say(
      `Closed ${closed.slug} at ${at}.`,
      followers === 0
        ? 'No channel or chat follows it.'
        : `A last summary goes to ${countPlaces(followers)}, and the card there is marked CLOSED.`,
      await waitingLine(room, closed),
    ),
    actions: [{ label: 'Reopen', path: ['story', 'reopen'], input: { story: closed.slug } }],
  };
}

/** Makes a closed story live again, with its subscriptions and their digests as they were. */
export async function reopenStory(room: Newsroom, slug: string | undefined, call: Call): Promise<Answer> {
  const live = await setState(room, { slug, call, state: 'live' });
  const followers = await setDigests(room, live, (subscription) => subscription);
  const overdue = await publishOverdue(room, live);
  return {
    content: say(
      `${live.slug} is live again.`,
      followers === 0 ? undefined : `Its card is being put right in ${countPlaces(followers)}.`,
      overdue === 0
        ? undefined
        : `Published now, since their time came while it was closed: ${count(overdue, 'scheduled update')}.`,
    ),
  };
}

interface StateChange {
  readonly slug: string | undefined;
  readonly call: Call;
  readonly state: Story['state'];
}

async function setState(
  room: Newsroom,
  { slug, call: { id: callId, by }, state }: StateChange,
): Promise<Story> {
  const meant = slug ?? (await storyMeant(room, slug)).slug;
  const changed = await room.stories.change({ slug: meant, callId }, ({ story }) => {
    const now = room.now();
    if (story.state === state) throw alreadySo(story, now);
    const { closedAt: _, ...rest } = story;
    return {
      story: { ...rest, state, ...(state === 'closed' && { closedAt: now }) },
      events: [{ kind: state === 'closed' ? 'closed' : 'story' }],
      did: { by, what: state === 'closed' ? 'closed the story' : 'reopened the story' },
    };
  });
  if (changed === undefined) throw await unknownStory(room, meant);
  await hint(() => room.wire.storyChanged(meant, 'normal'));
  return changed.story;
}

function alreadySo(story: Story, now: number): Refusal {
  if (story.state === 'live')
    return new Refusal(`The story ${story.slug} is live already.`, { option: 'story' });
  const at = story.closedAt && storyTime(story.closedAt, story, { now, withLabel: true });
  return new Refusal(`The story ${story.slug} is closed already${at ? `, since ${at}` : ''}.`, {
    option: 'story',
  });
}

/** Sets the digest schedules of a story's followers again. Returns how many followers there are. */
async function setDigests(
  room: Newsroom,
  story: Story,
  wanted: (subscription: Subscription) => Subscription,
): Promise<number> {
  const followers = await room.subscriptions.ofStory(story.slug);
  const scheduled = followers.filter((subscription) => subscription.digest !== undefined);
  await Promise.all(scheduled.map((one) => hint(() => room.wire.scheduleDigests(wanted(one), story.zone))));
  return followers.length;
}

async function waitingLine(room: Newsroom, { slug }: Story): Promise<string | undefined> {
  const entries = await room.stories.entries(slug);
  const waiting = (['scheduled', 'submitted'] as const).flatMap((wanted) => {
    const { length } = entries.filter(({ status }) => status === wanted);
    return length === 0 ? [] : [count(length, `${wanted} update`)];
  });
  if (waiting.length === 0) return undefined;
  return `${waiting.join(' and ')} will not be published while the story is closed.`;
}

/** Sets the timers of scheduled entries again. Returns how many were already due. */
async function publishOverdue(room: Newsroom, { slug }: Story): Promise<number> {
  const entries = await scheduledEntries(room, slug);
  for (const { number, publishedAt } of entries) {
    await hint(() => room.wire.scheduleEntry(slug, number, publishedAt));
  }
  return entries.filter((entry) => entry.publishedAt <= room.now()).length;
}

async function scheduledEntries(room: Newsroom, slug: string): Promise<readonly Entry[]> {
  const entries = await room.stories.entries(slug);
  return entries.filter((entry) => entry.status === 'scheduled');
}
