import type { DestinationId } from '../../domain/destination.ts';
import type { Story } from '../../domain/story.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Call, Place } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';

/** The place of a subscription, and what was there before. */
export interface SubscriptionTarget {
  readonly place: Place;
  /** The channel of the story's own thread, when the place is one. */
  readonly threadOf?: DestinationId;
  /** The earlier subscription, of the channel or of its thread. */
  readonly before?: Subscription;
  /** Subscriptions that end because the story moves between channel and thread, or to a new thread. */
  readonly ended: readonly Subscription[];
}

/** What {@link targetMeant} needs. */
export interface TargetWish {
  readonly place: Place;
  readonly story: Story;
  readonly thread: 'yes' | 'no' | undefined;
}

/**
 * The place where a channel follows a story: the channel itself, or a thread (on Telegram: topic) opened there for
 * the story. An existing thread is kept; if it was deleted, another one is opened. Throws {@link Refusal} when none
 * can be opened.
 */
export async function targetMeant(room: Newsroom, wish: TargetWish, call: Call): Promise<SubscriptionTarget> {
  const { place, story, thread } = wish;
  const own = await room.subscriptions.find(place.destination, story.slug);
  // The command was used in the thread itself.
  if (own?.threadOf !== undefined && thread !== 'no')
    return { place, threadOf: own.threadOf, before: own, ended: [] };
  const followers = await room.subscriptions.ofStory(story.slug);
  const inThread = followers.find(({ threadOf }) => threadOf === place.destination);
  const before = inThread ?? own;
  if (thread !== 'yes' && (thread === 'no' || inThread === undefined))
    return { place, ...(before && { before }), ended: inThread ? [inThread] : [] };
  const known = inThread && (await call.findPlace(inThread.destination));
  const target = known ?? (await openThread(wish, call));
  const ended = [own, inThread].flatMap((one) =>
    one !== undefined && one.destination !== target.destination ? [one] : [],
  );
  return { place: target, threadOf: place.destination, ...(before && { before }), ended };
}

async function openThread({ place, story }: TargetWish, call: Call): Promise<Place> {
  const opened = await call.openThread(place, story.headline);
  if (!('why' in opened)) return opened;
  throw new Refusal(`I cannot open a thread in ${place.name}: ${opened.why}.`, { option: 'thread' });
}

/** What a place and its threads follow. */
export async function followedFrom(room: Newsroom, id: DestinationId): Promise<readonly Subscription[]> {
  const stories = await room.stories.list();
  const [own, ...others] = await Promise.all([
    room.subscriptions.ofDestination(id),
    ...stories.map(({ slug }) => room.subscriptions.ofStory(slug)),
  ]);
  return [...own, ...others.flat().filter(({ threadOf }) => threadOf === id)];
}
