import { type Entry, entryName, headlineToShow, isUnderEmbargo, wasPublished } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { Form, Options } from '../command/command.ts';
import { formField } from '../command/form-field.ts';
import { scheduledAction } from '../command/offer.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { paragraphOf, say, title } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { demandConfidence } from '../staff/confidence.ts';
import { entryMeant, storyMeant } from '../story/story-meant.ts';
import { cancelScheduled, moveScheduled, publishNow } from './reschedule.ts';

/** How many entries get a button of their own. */
const maxButtons = 10;

/** The options of `/scheduled`. */
export interface ScheduledInput {
  readonly story: string | undefined;
  readonly entry: EntryReference | undefined;
  readonly action: 'publish' | 'move' | 'cancel' | undefined;
  readonly to: string | undefined;
}

/**
 * Lists scheduled entries, or shows, moves, cancels or publishes one of them. Throws {@link Refusal} for an entry
 * that is not scheduled (any more), and for ending an embargo early without being a chief.
 */
export async function runScheduled(room: Newsroom, input: ScheduledInput, call: Call): Promise<Answer> {
  const { story, entry: reference, to } = input;
  const action = input.action ?? (to === undefined ? undefined : 'move');
  if (reference === undefined && action !== undefined) throw nothingNamed();
  if (reference === undefined) return list(room, story);
  const entry = await entryMeant(room, story === undefined ? reference : { slug: story, ...reference });
  demandScheduled(entry);
  if (action !== 'move') await demandConfidence(room, entry, call);
  switch (action) {
    case undefined:
      return show(room, entry);
    case 'publish':
      return publishNow(room, entry, call);
    case 'cancel':
      return cancelScheduled(room, entry, call);
    case 'move':
      return moveScheduled(room, { entry, to: to ?? noTime(entry) }, call);
  }
}

/** Asks for the new time of an entry to move; undefined when there is nothing to ask. */
export async function moveForm(
  room: Newsroom,
  {
    options,
    entry: reference,
    action,
    to,
  }: Pick<ScheduledInput, 'entry' | 'action' | 'to'> & { readonly options: Options },
): Promise<Form | undefined> {
  if (action !== 'move' || to !== undefined || reference === undefined) return undefined;
  const entry = await entryMeant(room, reference);
  demandScheduled(entry);
  return {
    title: `Move ${entryName(entry)}`.slice(0, maxTitleLength),
    fields: [formField(options, { option: 'to', label: 'New time', required: true })],
  };
}

/** The greatest length of a form's title (Discord documentation, Interactions: modal, title). */
const maxTitleLength = 45;

async function list(room: Newsroom, slug: string | undefined): Promise<Answer> {
  const stories = slug === undefined ? await liveStories(room) : [await storyMeant(room, slug)];
  const waiting = (await Promise.all(stories.map((story) => waitingOf(room, story)))).flat();
  if (waiting.length === 0) return { content: say('Nothing is scheduled.') };
  const sorted = waiting.toSorted((a, b) => a.entry.publishedAt - b.entry.publishedAt);
  return {
    content: [
      paragraphOf(
        title('Scheduled, the next one first'),
        ...sorted.map(({ story, entry }) => waitingLine(story, entry, room.now())),
      ),
    ],
    actions: sorted
      .slice(0, maxButtons)
      .map(({ entry }) => ({ ...scheduledAction(entryName(entry)), label: entryName(entry) })),
  };
}

interface Waiting {
  readonly story: Story;
  readonly entry: Entry;
}

async function waitingOf(room: Newsroom, story: Story): Promise<readonly Waiting[]> {
  const entries = await room.stories.entries(story.slug);
  return entries.filter(({ status }) => status === 'scheduled').map((entry) => ({ story, entry }));
}

async function liveStories(room: Newsroom): Promise<readonly Story[]> {
  return (await room.stories.list()).filter(({ state }) => state === 'live');
}

function waitingLine(story: Story, entry: Entry, now: number): string {
  const at = storyTime(entry.publishedAt, story, { now, withLabel: true });
  const what = isUnderEmbargo(entry) ? `under embargo until ${at}` : `${at} · ${headlineToShow(entry)}`;
  return `${entryName(entry)} · ${what}`;
}

async function show(room: Newsroom, entry: Entry): Promise<Answer> {
  const story = await storyMeant(room, entry.slug);
  return {
    content: say(waitingLine(story, entry, room.now()), ...(entry.embargoed ? [latestHeadline(entry)] : [])),
    actions: offers(entryName(entry), entry.embargoed === true),
  };
}

function offers(name: string, embargoed: boolean): readonly Action[] {
  const path = ['scheduled'];
  return [
    {
      label: embargoed ? 'Lift now (chief)' : 'Publish now',
      path,
      input: { entry: name, action: 'publish' },
    },
    { label: 'Move', path, input: { entry: name, action: 'move' }, asks: true },
    { label: 'Cancel', path, input: { entry: name, action: 'cancel' } },
  ];
}

function latestHeadline(entry: Entry): string {
  return (entry.revisions.at(-1) ?? entry.revisions[0]).text.headline;
}

function demandScheduled(entry: Entry): void {
  if (entry.status === 'scheduled') return;
  const standing = {
    submitted: 'waits for the desk, not for its time',
    usable: 'is published already',
    held: 'was published, and is on hold',
    killed: wasPublished(entry) ? 'was withdrawn' : 'was cancelled or sent back, and never went out',
  }[entry.status];
  const name = entryName(entry);
  const remedy = `Put it right with /correct entry:${name}, or take it out of circulation with /hold entry:${name}.`;
  throw new Refusal(`${name} ${standing}.`, {
    option: 'entry',
    ...(entry.status === 'usable' && { remedy }),
  });
}

function nothingNamed(): Refusal {
  return new Refusal('Say which update you mean.', {
    option: 'entry',
    remedy: 'Write it like entry:lindhavn-ferries/7.',
  });
}

function noTime(entry: Entry): never {
  throw new Refusal('Say when it is to go out instead.', {
    option: 'to',
    remedy: `Write it like /scheduled entry:${entryName(entry)} to:"tomorrow 9am".`,
  });
}
