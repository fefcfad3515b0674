import type { Destination, DestinationId, DestinationState } from '../../domain/destination.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Action, Answer } from '../command/answer.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom, SubscriptionRecords } from '../records.ts';
import type { Wire } from '../wire.ts';

/** The part of the wire that keeps the notice of a pause. */
type PauseNotices = Pick<Wire, 'tellDeskAs' | 'findNotice' | 'reviseNotice'>;

/** What {@link tellState} works with. */
export interface StateTelling extends PauseNotices {
  readonly subscriptions: Pick<SubscriptionRecords, 'destination' | 'stateTold'>;
}

/**
 * Tells the desk that a place was paused or goes on again, if the place's state says that the desk was not told yet.
 * That mark is removed last. If the process dies before, the next run for the place tells the desk, under the same
 * notice id.
 */
export async function tellState(telling: StateTelling, id: DestinationId): Promise<void> {
  const known = await telling.subscriptions.destination(id);
  const { state } = known ?? {};
  if (known === undefined || state?.isUntold !== true || state.since === undefined) return;
  if (state.kind === 'paused') await tellPaused(telling, known, state);
  else await tellBack(telling, known, state.since);
  await telling.subscriptions.stateTold(id, state.since);
}

/** If the place came back before the desk was told, there was no notice to close yet, so it is closed here. */
async function tellPaused(
  { subscriptions, tellDeskAs, reviseNotice }: StateTelling,
  { id, name }: Destination,
  { why, since }: Extract<DestinationState, { kind: 'paused' }>,
): Promise<void> {
  const content = say(
    `${name} is paused: ${why}.`,
    'It keeps its subscriptions, and goes on by itself as soon as I see that this is put right.',
  );
  const tryNow: Action = { label: 'Try now', path: ['retry'], input: { place: id } };
  const notice = `paused ${id} ${since}`;
  await tellDeskAs(notice, { content, actions: [tryNow], about: aboutPause(id) });
  const known = await subscriptions.destination(id);
  if (known?.state.kind !== 'paused') await reviseNotice(notice, isBack(name));
}

async function tellBack(telling: StateTelling, place: Destination, since: Instant): Promise<void> {
  await closePausedNotice(telling, place);
  const content = say(`${place.name} is back and goes on with what it missed.`);
  await telling.tellDeskAs(`back ${place.id} ${since}`, { content, actions: [], about: undefined });
}

/** Removes the button from the notice about a place that goes on again. */
export async function closePausedNotice(
  { findNotice, reviseNotice }: Pick<PauseNotices, 'findNotice' | 'reviseNotice'>,
  { id, name }: Pick<Destination, 'id' | 'name'>,
): Promise<void> {
  const notice = await findNotice(aboutPause(id));
  if (notice !== undefined) await reviseNotice(notice, isBack(name));
}

/**
 * Tries a paused place again, in case its rights came back unnoticed. Throws {@link Refusal} when no place is named,
 * or when it is not paused.
 */
export async function resumePlace(room: Newsroom, place: string | undefined): Promise<Answer> {
  if (place === undefined) {
    throw new Refusal('Say which update you mean, or which place is to be tried again.', {
      remedy: 'Write it like /retry entry:lindhavn-ferries/7; /status names the places that are paused.',
    });
  }
  const found = await knownPlace(room, place);
  if (found === undefined) {
    throw new Refusal(`No place that follows a live story is called “${place}”.`, {
      option: 'place',
      remedy: '/status names the places that are paused.',
    });
  }
  const { id, name } = found;
  const isResumed = await room.subscriptions.setState(id, { kind: 'active', since: room.now() });
  if (!isResumed) throw new Refusal(`${name} is not paused.`, { option: 'place' });
  await hint(() => room.wire.wake(id));
  await hint(() => closePausedNotice(room.wire, found));
  return {
    content: say(
      `${name} is being tried again. If I still may not post there, it pauses and the desk hears of it.`,
    ),
    actions: [{ label: 'Status', path: ['status'], input: {} }],
  };
}

/** A place by its address, as the desk's button has it, or by its name among those that follow a live story. */
async function knownPlace(room: Newsroom, place: string): Promise<Destination | undefined> {
  const wanted = place.toLowerCase();
  if (isAddress(wanted)) return room.subscriptions.destination(wanted);
  const live = (await room.stories.list()).filter(({ state }) => state === 'live');
  const followers = await Promise.all(live.map(({ slug }) => room.subscriptions.ofStory(slug)));
  const ids = [...new Set(followers.flat().map(({ destination }) => destination))];
  const places = await room.deliveries.progress([], ids);
  const found = places.find(({ name }) => name.toLowerCase() === wanted);
  return found && { id: found.destination, name: found.name, state: found.state };
}

function isAddress(place: string): place is DestinationId {
  return /^(discord|telegram):-?\d+(:\d+)?$/.test(place);
}

function isBack(name: string): RichText {
  return say(`${name} was paused. It is back.`);
}

function aboutPause(id: DestinationId): string {
  return `paused:${id}`;
}
