import { type Entry, entryName } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { count, countPlaces, paragraphOf, say, title } from '../command/say.ts';
import { type EntryReport, reportsOn } from '../progress/entry-reports.ts';
import { killReceipt } from '../progress/kill-receipt.ts';
import { type EntryAtPlace, heldUpWords, pausedWords, platformNames } from '../progress/progress.ts';
import type { Newsroom, PlaceProgress } from '../records.ts';
import { headlineFor } from '../staff/confidence.ts';
import { entryMeant, storyMeant } from '../story/story-meant.ts';
import { isStuck, stuckActions } from './stuck.ts';

/** How many of a story's newest entries are reported on. */
const maxEntries = 5;
/** How many places get their own buttons; above that, one button is for all. */
const maxPlacesWithButtons = 4;
/** How many paused places get a button in the report on everything. */
const maxPausedWithButtons = 4;

/** Says how far an update, a story's newest updates or everything is delivered, and offers what can be done. */
export async function reportStatus(
  room: Newsroom,
  { entry, story }: { readonly entry: EntryReference | undefined; readonly story: string | undefined },
  call: Call,
): Promise<Answer> {
  if (entry !== undefined) return entryStatus(room, await entryMeant(room, entry), call);
  return story === undefined ? wireStatus(room) : storyStatus(room, await storyMeant(room, story));
}

async function entryStatus(room: Newsroom, entry: Entry, call: Call): Promise<Answer> {
  if (entry.status === 'killed') return killReceipt(room, entry);
  const story = await storyMeant(room, entry.slug);
  const [report] = await reportsOn(room, story, [entry]);
  const headline = await headlineFor(room, entry, call);
  const named = headline === undefined ? entryName(entry) : `${entryName(entry)}: ${headline}`;
  const about = `${named} (${entryTime(story, entry, room.now())})`;
  return {
    content: say(about, report?.line),
    actions: [
      ...actionsOf(entry, report?.places ?? []),
      { label: 'Refresh', path: ['status'], input: { entry: entryName(entry) } },
    ],
  };
}

async function storyStatus(room: Newsroom, story: Story): Promise<Answer> {
  const entries = await newestEntries(room, story);
  const followers = await room.subscriptions.ofStory(story.slug);
  const reports = await reportsOn(room, story, entries);
  const paragraphs = reports.map(({ entry, line }) =>
    paragraphOf(`${entryName(entry)} (${entryTime(story, entry, room.now())})`, line),
  );
  const head = `${story.headline} · ${story.state} · followed by ${countPlaces(followers.length)}`;
  return {
    content: [
      paragraphOf(title(head)),
      ...(entries.length === 0 ? say('It has no updates yet.') : paragraphs),
    ],
    actions: [
      ...reports.flatMap(retryAction),
      { label: 'Refresh', path: ['status'], input: { story: story.slug } },
    ],
  };
}

async function wireStatus(room: Newsroom): Promise<Answer> {
  const live = (await room.stories.list()).filter((story) => story.state === 'live');
  const jobs = await room.wire.waiting();
  const reports = (
    await Promise.all(live.map(async (story) => reportsOn(room, story, await newestEntries(room, story))))
  ).flat();
  const followers = (await Promise.all(live.map(({ slug }) => room.subscriptions.ofStory(slug)))).flat();
  const places = [...new Set(followers.map(({ destination }) => destination))];
  const paused = (await room.deliveries.progress([], places)).filter(({ state }) => state.kind === 'paused');
  const stuck = reports.filter(({ places: at }) => stuckAmong(at).length > 0);
  return {
    content: [
      paragraphOf(
        title(live.length === 0 ? 'No story is live.' : `Live: ${count(live.length, 'story', 'stories')}`),
        ...live.map(
          ({ headline, slug, lastNumber }) => `${headline} (${slug}) · ${count(lastNumber, 'update')}`,
        ),
      ),
      paragraphOf(
        `Waiting to be delivered: ${jobs.discord} on ${platformNames.discord} · ${jobs.telegram} on ${platformNames.telegram}.`,
        heldUpWords(waitingIn(reports), room.now()),
        pausedWords(paused) ?? 'No place is paused.',
        ...stuck.map(
          ({ entry, places: at }) => `${entryName(entry)} is stuck in ${countPlaces(stuckAmong(at).length)}.`,
        ),
      ),
    ],
    actions: [
      ...stuck.slice(0, maxEntries).map(statusAction),
      ...paused.slice(0, maxPausedWithButtons).map(tryAction),
      { label: 'Refresh', path: ['status'], input: {} },
    ],
  };
}

async function newestEntries(room: Newsroom, story: Story): Promise<readonly Entry[]> {
  const numbers = Array.from({ length: maxEntries }, (_, back) => story.lastNumber - back);
  const entries = await Promise.all(
    numbers.filter((number) => number > 0).map((number) => room.stories.entry(story.slug, number)),
  );
  return entries.flatMap((entry) => entry ?? []);
}

/** Each place once that waits for one of these updates; nobody waits for those that are not published yet. */
function waitingIn(reports: readonly EntryReport[]): readonly EntryAtPlace['place'][] {
  const sent = reports.filter(({ entry: { status } }) => status !== 'scheduled' && status !== 'submitted');
  const waiting = sent.flatMap(({ places }) => places.filter(({ standing }) => standing === 'waiting'));
  return [...new Map(waiting.map(({ place }) => [place.destination, place])).values()];
}

function stuckAmong(places: readonly EntryAtPlace[]): readonly EntryAtPlace[] {
  return places.filter(({ standing }) => isStuck(standing));
}

/** What can be done about places where an entry is stuck. */
function actionsOf(entry: Entry, places: readonly EntryAtPlace[]): readonly Action[] {
  const { slug, number } = entry;
  const stuck = stuckAmong(places);
  if (stuck.length > maxPlacesWithButtons) return [sendAll(entry)];
  return stuck.flatMap(({ place: { destination, name }, standing }) =>
    isStuck(standing)
      ? stuckActions({ destination, item: { kind: 'entry', slug, number }, state: standing }, `: ${name}`)
      : [],
  );
}

function sendAll(entry: Entry): Action {
  return { label: 'Send all again', path: ['retry'], input: { entry: entryName(entry) } };
}

function retryAction({ entry, places }: EntryReport): readonly Action[] {
  return stuckAmong(places).length === 0 ? [] : [statusAction({ entry })];
}

function statusAction({ entry }: Pick<EntryReport, 'entry'>): Action {
  return { label: `Status of ${entryName(entry)}`, path: ['status'], input: { entry: entryName(entry) } };
}

function tryAction({ destination, name }: PlaceProgress): Action {
  return { label: `Try now: ${name}`, path: ['retry'], input: { place: destination } };
}

function entryTime(story: Story, { publishedAt, status }: Entry, now: number): string {
  const at = storyTime(publishedAt, story, { now, withLabel: true });
  const standing = {
    submitted: 'submitted, ',
    scheduled: 'scheduled for ',
    usable: '',
    held: 'on hold, ',
    killed: 'withdrawn, ',
  }[status];
  return `${standing}${at}`;
}
