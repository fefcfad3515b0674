import type { Destination, DestinationId } from '../../domain/destination.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { closePausedNotice, tellState } from './paused.ts';
import { withoutDigests } from './subscribers.ts';

/** A platform's report about a destination: it may be posted to, or not, with the reason as a clause. */
export type RightsChange = 'active' | { readonly why: string };

/**
 * Pauses or resumes a destination, and with a chat its topics. The desk is told once for each change. A resumed
 * destination goes on with its backlog. Destinations that follow nothing are not known and are ignored.
 */
export async function rightsChanged(room: Newsroom, id: DestinationId, change: RightsChange): Promise<void> {
  for (const destination of await room.subscriptions.destinationsWithin(id))
    await changeState(room, destination, change);
}

async function changeState(room: Newsroom, destination: Destination, change: RightsChange): Promise<void> {
  const { id } = destination;
  const untold = { since: room.now(), isUntold: true } as const;
  const state: Destination['state'] =
    change === 'active' ? { kind: 'active', ...untold } : { kind: 'paused', why: change.why, ...untold };
  const changed = await room.subscriptions.setState(id, state);
  if (changed && change === 'active') await room.wire.wake(id);
  await tellState({ ...room.wire, subscriptions: room.subscriptions }, id);
}

/**
 * Moves a destination to its new address, with its subscriptions, digest schedules and desk. A paused one is tried
 * again there, with one digest of what it missed.
 */
export async function destinationMoved(
  room: Newsroom,
  from: DestinationId,
  to: DestinationId,
): Promise<void> {
  const [before, desks] = await Promise.all([room.subscriptions.destination(from), room.staff.desks()]);
  await room.subscriptions.move(from, to);
  for (const subscription of await room.subscriptions.ofDestination(to)) {
    const story = await room.stories.find(subscription.slug);
    if (story === undefined) continue;
    await hint(() =>
      room.wire.scheduleDigests({ ...withoutDigests(subscription), destination: from }, story.zone),
    );
    await hint(() => room.wire.scheduleDigests(subscription, story.zone));
  }
  // A delivery that learnt the new address may have moved everything before.
  const there = await room.subscriptions.destination(to);
  if (desks.includes(from)) await room.staff.setDesk(to, there?.name ?? to);
  const wasPaused = [before, there].some((known) => known?.state.kind === 'paused');
  if (there !== undefined && wasPaused) await resumeMoved(room, from, there);
  await room.wire.wake(to);
}

async function resumeMoved(room: Newsroom, from: DestinationId, there: Destination): Promise<void> {
  await closePausedNotice(room.wire, { ...there, id: from });
  await changeState(room, there, 'active');
}
