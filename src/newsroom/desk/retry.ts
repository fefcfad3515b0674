import { z } from 'zod';
import type { DestinationId } from '../../domain/destination.ts';
import { entryName } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { countPlaces, say } from '../command/say.ts';
import { resumePlace } from '../destination/paused.ts';
import { subscribersOf } from '../destination/subscribers.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { entryMeant, storyMeant } from '../story/story-meant.ts';
import { isStuck, itemWords, type SettledItem, type StuckPlace, stuckAbout } from './stuck.ts';

/** What an editor wants to do about something stuck. */
export interface Retry {
  readonly entry: EntryReference | undefined;
  /** The name or address of one place; every place where it is stuck when absent. */
  readonly place: string | undefined;
  /** Whether it has arrived: then it is not sent, and no longer asked about. */
  readonly arrived: boolean;
}

/** Something that may be stuck, and where it goes. */
interface Subject {
  readonly words: string;
  readonly story: Story;
  readonly items: readonly SettledItem[];
  readonly places: readonly DestinationId[];
}

interface FoundPlace extends StuckPlace {
  readonly name: string;
}

/** How long it is remembered who decided. */
const decisionLifeMs = 30 * 24 * 3_600_000;

/**
 * Sends an entry (and its corrections) again where nobody knows whether it arrived, where the platform refused it, or
 * where it came too late; or notes that it arrived. With only a place, tries a paused place again. The first decision
 * wins. Throws {@link Refusal} when nothing is stuck (any more), or not in that place.
 */
export async function retry(room: Newsroom, input: Retry, call: Call): Promise<Answer> {
  if (input.entry === undefined) return resumePlace(room, input.place);
  const subject = await subjectOf(room, input.entry);
  const meant = await placesMeant(room, subject, input.place);
  const how = input.arrived ? 'arrived' : 'again';
  const settled = [];
  for (const one of meant) {
    const { destination, item } = one;
    const isMine = await room.deliveries.resolve(destination, item, { how, at: room.now() });
    if (!isMine) continue;
    settled.push(one);
    await hint(() => room.wire.wake(destination));
    await hint(() => tellDecision(room, { ...one, story: subject.story }, { by: call.by.name, how }));
  }
  if (settled.length === 0) throw await tooLate(room, subject, meant[0]);
  return answer(subject, settled, input.arrived);
}

async function subjectOf(room: Newsroom, reference: EntryReference): Promise<Subject> {
  const entry = await entryMeant(room, reference);
  const { number } = entry;
  const story = await storyMeant(room, entry.slug);
  const corrections = entry.revisions.flatMap(({ signal }, index) =>
    signal === 'correction'
      ? [{ kind: 'correction', slug: story.slug, number, revision: index + 1 } as const]
      : [],
  );
  const places = (await subscribersOf(room, entry)).map(({ destination }) => destination);
  const items = [{ kind: 'entry', slug: story.slug, number } as const, ...corrections];
  return { words: entryName(entry), story, items, places };
}

async function placesMeant(
  room: Newsroom,
  subject: Subject,
  place: string | undefined,
): Promise<readonly FoundPlace[]> {
  const found = await room.deliveries.progress(subject.items, subject.places);
  const stuck = found.flatMap(({ destination, name, deliveries }) =>
    subject.items.flatMap((item, index) => {
      const state = deliveries[index]?.state;
      return isStuck(state) ? [{ destination, name, item, state }] : [];
    }),
  );
  const wanted = place?.toLowerCase();
  const isMeant = ({ destination, name }: { readonly destination: string; readonly name: string }) =>
    wanted === undefined || destination === wanted || name.toLowerCase() === wanted;
  const meant = stuck.filter(isMeant);
  if (meant.length > 0) return meant;
  const named = wanted === undefined ? undefined : found.find(isMeant);
  if (named !== undefined) await demandUndecided(room, subject, named.destination);
  throw stuck.length === 0 ? stuckNowhere(subject) : stuckElsewhere(subject, place ?? '', stuck);
}

function stuckNowhere({ words }: Subject): Refusal {
  return new Refusal(`${words} is stuck nowhere.`, {
    option: 'entry',
    remedy: `See how it fares with /status entry:${words}.`,
  });
}

function stuckElsewhere({ words }: Subject, place: string, stuck: readonly FoundPlace[]): Refusal {
  return new Refusal(`${words} is not stuck in “${place}”.`, {
    option: 'place',
    remedy: `It is in ${stuck.map(({ name }) => name).join(', ')}.`,
  });
}

const decision = z.object({ by: z.string(), at: z.number(), how: z.enum(['arrived', 'again']) });

type How = z.infer<typeof decision>['how'];

const howWords: Readonly<Record<How, string>> = {
  arrived: 'took note that it arrived',
  again: 'had it sent again',
};

/** Changes the desk's notice to show who decided. */
async function tellDecision(
  room: Newsroom,
  { destination, name, item, state, story }: FoundPlace & { readonly story: Story },
  { by, how }: { readonly by: string; readonly how: How },
): Promise<void> {
  const about = stuckAbout(destination, item);
  const at = room.now();
  await room.kept.note(about, { by, at, how }, decisionLifeMs);
  const id = await room.wire.findNotice(about);
  if (id === undefined) return;
  const time = storyTime(at, story, { withLabel: true });
  const before = troubleWords(itemWords(item), name)[state];
  await room.wire.reviseNotice(id, say(before, `${by} ${howWords[how]} (${time}).`));
}

function troubleWords(what: string, name: string): Readonly<Record<StuckPlace['state'], string>> {
  return {
    unknown: `It was unknown whether ${what} arrived in ${name}.`,
    refused: `${name} had not taken ${what}.`,
    stale: `${what} had not reached ${name} in time.`,
  };
}

/** Throws a refusal that names who was faster, if that is known. */
async function demandUndecided(room: Newsroom, subject: Subject, destination: DestinationId): Promise<void> {
  for (const item of subject.items) {
    const made = decision.safeParse(await room.kept.noted(stuckAbout(destination, item)));
    if (!made.success) continue;
    const { by, at, how } = made.data;
    const time = storyTime(at, subject.story, { now: room.now(), withLabel: true });
    throw new Refusal(`This is settled: ${by} ${howWords[how]} (${time}).`);
  }
}

/** The answer when somebody else decided in the meantime. */
async function tooLate(room: Newsroom, subject: Subject, place: FoundPlace | undefined): Promise<Refusal> {
  if (place !== undefined) await demandUndecided(room, subject, place.destination);
  return new Refusal('Somebody else settled this a moment ago.');
}

function answer({ words }: Subject, settled: readonly FoundPlace[], arrived: boolean): Answer {
  const names = [...new Set(settled.map(({ name }) => name))];
  const [only, ...others] = names;
  const where = only !== undefined && others.length === 0 ? only : countPlaces(names.length);
  return {
    content: say(
      arrived ? `Noted: ${words} arrived in ${where}.` : `${words} is being sent again to ${where}.`,
    ),
    actions: [{ label: 'Status', path: ['status'], input: { entry: words } }],
  };
}
