import type { DestinationId } from '../../domain/destination.ts';
import type { Story } from '../../domain/story.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Call, Place } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';

/** What a subscription is about, and what it follows on. */
export interface SubscriptionTarget {
  readonly place: Place;
  /** The channel to which the place belongs as the story's own thread. */
  readonly threadOf?: DestinationId;
  /** What stood before, there or in the other of channel and thread. */
  readonly before?: Subscription;
  /** What ends because the story moves between channel and thread, or to a new thread. */
  readonly ended: readonly Subscription[];
}

/** What {@link targetMeant} goes by. */
export interface TargetWish {
  readonly place: Place;
  readonly story: Story;
  readonly thread: 'yes' | 'no' | undefined;
}

/**
 * The place where a channel follows a story: the channel itself, or the one thread (on Telegram: topic) that is
 * opened there for the story. One that is there is kept; where it was deleted, another one is opened. Throws
 * {@link Refusal} where none can be.
 */
export async function targetMeant(room: Newsroom, wish: TargetWish, call: Call): Promise<SubscriptionTarget> {
  const { place, story, thread } = wish;
  const own = await room.subscriptions.find(place.destination, story.slug);
  // Used in the thread itself.
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

/** What a place follows, in its threads too. */
export async function followedFrom(room: Newsroom, id: DestinationId): Promise<readonly Subscription[]> {
  const stories = await room.stories.list();
  const [own, ...others] = await Promise.all([
    room.subscriptions.ofDestination(id),
    ...stories.map(({ slug }) => room.subscriptions.ofStory(slug)),
  ]);
  return [...own, ...others.flat().filter(({ threadOf }) => threadOf === id)];
}
