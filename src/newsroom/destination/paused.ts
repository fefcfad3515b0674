import type { Destination, DestinationId } from '../../domain/destination.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Action, Answer } from '../command/answer.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom, SubscriptionRecords } from '../records.ts';
import type { Wire } from '../wire.ts';

/** What {@link tellPaused} works with. */
export interface PauseTelling extends Pick<Wire, 'tellDesk' | 'reviseNotice'> {
  readonly subscriptions: Pick<SubscriptionRecords, 'destination'>;
}

/**
 * Tells the desk of a place that was just paused. `why` says what to do about it, if anything can be done. If the
 * place came back before the desk was told, there was no notice to close yet, so it is closed here.
 */
export async function tellPaused(
  { subscriptions, tellDesk, reviseNotice }: PauseTelling,
  { id, name }: Pick<Destination, 'id' | 'name'>,
  why: string,
): Promise<void> {
  const content = say(
    `${name} is paused: ${why}.`,
    'It keeps its subscriptions, and goes on by itself as soon as I see that this is put right.',
  );
  const tryNow: Action = { label: 'Try now', path: ['retry'], input: { place: id } };
  const notice = await tellDesk(content, [tryNow], aboutPause(id));
  const known = await subscriptions.destination(id);
  if (known?.state.kind !== 'paused') await reviseNotice(notice, isBack(name));
}

/** Removes the button from the notice about a place that goes on again. */
export async function closePausedNotice(room: Newsroom, { id, name }: Destination): Promise<void> {
  const notice = await room.wire.findNotice(aboutPause(id));
  if (notice !== undefined) await room.wire.reviseNotice(notice, isBack(name));
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
  await hint(() => closePausedNotice(room, found));
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
