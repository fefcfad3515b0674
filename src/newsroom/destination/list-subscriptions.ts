import type { Subscription } from '../../domain/subscription.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { type Line, say, title } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { placeMeant } from '../staff/access.ts';
import { digestLine, languageLine, levelWords } from './subscribe.ts';
import { followedFrom } from './thread-subscription.ts';

/** Lists what a channel or chat follows, and says when it is paused or behind. */
export async function listSubscriptions(
  room: Newsroom,
  channel: string | undefined,
  call: Call,
): Promise<Answer> {
  const place = await placeMeant(call, channel);
  const subscriptions = await followedFrom(room, place.destination);
  if (subscriptions.length === 0) {
    return {
      content: say(
        `${place.name} follows no story.`,
        '/subscribe starts that; /story list shows the stories.',
      ),
    };
  }
  const lines = await Promise.all(subscriptions.map((one) => subscriptionLine(room, one)));
  return { content: say(title(`${place.name} follows`), ...lines, await stateLine(room, place.destination)) };
}

async function subscriptionLine(room: Newsroom, subscription: Subscription): Promise<Line | undefined> {
  const story = await room.stories.find(subscription.slug);
  if (story === undefined) return undefined;
  const closed = story.state === 'closed' ? ' The story is closed.' : '';
  const digest = digestLine(subscription, story, room.now());
  const where = subscription.threadOf && `In ${await nameOf(room, subscription.destination)}.`;
  const how = [levelWords[subscription.level], digest, languageLine(subscription), where]
    .filter(Boolean)
    .join(' ');
  return `${story.headline} (${story.slug}): ${how}${closed}`;
}

async function nameOf(room: Newsroom, id: Subscription['destination']): Promise<string> {
  return (await room.subscriptions.destination(id))?.name ?? id;
}

async function stateLine(room: Newsroom, id: Subscription['destination']): Promise<string | undefined> {
  const [destination, waiting] = await Promise.all([
    room.subscriptions.destination(id),
    room.deliveries.backlogSize(id),
  ]);
  const paused = destination?.state.kind === 'paused' ? `Paused: ${destination.state.why}.` : undefined;
  const behind = waiting === 0 ? undefined : `${waiting} waiting to be delivered.`;
  return [paused, behind].filter(Boolean).join(' ') || undefined;
}
