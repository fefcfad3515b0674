import type { Subscription } from '../../domain/subscription.ts';
import type { Answer } from '../command/answer.ts';
import type { Call, Place } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { placeMeant } from '../staff/access.ts';
import { withoutDigests } from './subscribers.ts';
import { followedFrom } from './thread-subscription.ts';

/** Ends a subscription; what was posted stays. Without a story, the only one that is followed. */
export async function unsubscribe(
  room: Newsroom,
  { story, channel }: { readonly story: string | undefined; readonly channel: string | undefined },
  call: Call,
): Promise<Answer> {
  const place = await placeMeant(call, channel);
  const followed = await followedFrom(room, place.destination);
  const subscription = subscriptionMeant(place, followed, story);
  await room.subscriptions.remove(subscription.destination, subscription.slug);
  await hint(() => room.wire.scheduleDigests(withoutDigests(subscription), 'UTC'));
  return {
    content: say(
      `${place.name} does not follow ${subscription.slug} any more.`,
      'What was posted there stays.',
    ),
  };
}

function subscriptionMeant(
  place: Place,
  followed: readonly Subscription[],
  slug: string | undefined,
): Subscription {
  const [first, ...others] = slug === undefined ? followed : followed.filter((one) => one.slug === slug);
  if (first !== undefined && others.length === 0) return first;
  const list = followed.map((one) => `story:${one.slug}`).join(', ');
  if (first !== undefined) {
    throw new Refusal(`${place.name} follows several stories.`, {
      option: 'story',
      remedy: `Say which: ${list}.`,
    });
  }
  throw new Refusal(`${place.name} does not follow ${slug ?? 'a story'}.`, {
    option: 'story',
    remedy: list === '' ? '/subscribe starts that.' : `It follows ${list}.`,
  });
}
