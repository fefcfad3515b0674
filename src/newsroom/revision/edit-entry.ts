import { type Entry, type EntryText, entryName, latest } from '../../domain/entry.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { maxFieldLength, wordFields } from '../command/form-field.ts';
import { statusAction } from '../command/offer.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { countPlaces } from '../command/say.ts';
import { countSubscribers } from '../destination/subscribers.ts';
import { showSubmissionAnew } from '../entry/submit-entry.ts';
import { hint } from '../hint.ts';
import { withReceipt } from '../progress/receipt.ts';
import type { Newsroom, StoryFile } from '../records.ts';
import { isSecluded } from '../staff/confidence.ts';
import { storyMeant, unknownEntry, unknownStory } from '../story/story-meant.ts';
import type { EntryForm } from './entry-form.ts';
import { entryNamed } from './entry-named.ts';
import { demandNotOvertaken, replacedLine } from './overtaken.ts';
import { finalRefusal, revised } from './revise-entry.ts';

/** The changes of an edit. Undefined fields stay as they are; an empty source removes the source. */
export interface EntryEdit {
  readonly headline: string | undefined;
  readonly body: string | undefined;
  readonly source: string | undefined;
}

/**
 * Edits an entry without a change of meaning: every copy is edited in place and marked as updated. Without a
 * reference, the entry is the one in the message that the command was used on. Throws {@link Refusal} when nothing
 * would change, or the entry was withdrawn.
 */
export async function editEntry(
  room: Newsroom,
  { entry: reference, ...edit }: EntryEdit & { readonly entry: EntryReference | undefined },
  call: Call,
): Promise<Answer> {
  const { slug: named, number } = await entryNamed(room, reference, call);
  const { slug } = await storyMeant(room, named);
  let replaced: string | undefined;
  const changed = await room.stories.change({ slug, entry: number, callId: call.id }, (current) => {
    const now = room.now();
    const entry = edited(current, { edit, number, call, now });
    replaced = current.entry && replacedLine({ ...current, entry: current.entry, now }, edit, call);
    const isOut = entry.status === 'usable' || entry.status === 'held';
    return {
      story: current.story,
      entry,
      events: isOut ? [{ kind: 'entry', number, urgency: 'normal' }] : [],
    };
  });
  if (changed?.entry === undefined) throw await unknownStory(room, slug);
  await hint(() => room.wire.storyChanged(slug, 'normal'));
  const { story, entry } = changed;
  if (entry.status === 'submitted') await hint(() => showSubmissionAnew(room, story, entry));
  const at = storyTime(latest(entry).at, story, { now: room.now(), withLabel: true });
  return withReceipt(room, {
    story,
    entry,
    above: [`Edited ${entryName(entry)} at ${at}.`],
    queued: await copiesLine(room, entry),
    below: [(await isSecluded(room, call).catch(() => false)) ? replaced : undefined],
    actions: [statusAction(entryName(entry))],
    isOnItsWay: entry.status === 'usable',
  });
}

/**
 * The form of an edit, with the entry's present text. Killed entries, and texts that do not fit into a form, have
 * none.
 */
export const editForm: EntryForm = {
  title: 'Edit update',
  isGiven: (input) => ['headline', 'body', 'source'].some((name) => input[name] !== undefined),
  fieldsOf(entry, _input, options) {
    demandNotKilled(entry);
    const { text } = latest(entry);
    if (text.body.length > maxFieldLength) throw tooLongForForm(entry, text.body.length);
    return wordFields(options, text);
  },
};

function tooLongForForm(entry: Entry, length: number): Refusal {
  const name = entryName(entry);
  return new Refusal(`The text of ${name} has ${length} characters, and a form holds ${maxFieldLength}.`, {
    option: 'entry',
    remedy: `Give what is to change in the command: /edit entry:${name} and headline:, source: or the whole text as body:.`,
  });
}

interface Editing {
  readonly edit: EntryEdit;
  readonly number: number;
  readonly call: Call;
  readonly now: Instant;
}

function edited({ story, entry }: StoryFile, { edit, number, call, now }: Editing): Entry {
  if (entry === undefined) throw unknownEntry(story, number);
  demandNotKilled(entry);
  demandNotOvertaken({ story, entry, now }, edit, call);
  const before = latest(entry).text;
  const text = textAfter(before, edit);
  if (text.headline === before.headline && text.body === before.body && text.source === before.source) {
    const isEmpty = Object.values(edit).every((value) => value === undefined);
    throw new Refusal(isEmpty ? 'This edit is empty.' : `${entryName(entry)} says that already.`, {
      remedy: `Give what is to change, such as /edit entry:${entryName(entry)} source:Police.`,
    });
  }
  return revised(entry, { signal: 'edit', text, by: call.by, at: now });
}

function textAfter(before: EntryText, { headline, body, source }: EntryEdit): EntryText {
  if (body === '' && before.body !== '') {
    throw new Refusal('An edit cannot leave an update without its text.', {
      option: 'body',
      remedy: 'Write the text anew.',
    });
  }
  const { source: sourceBefore, ...rest } = before;
  const named = source ?? sourceBefore;
  return {
    ...rest,
    headline: headline ?? before.headline,
    body: body ?? before.body,
    ...(named && { source: named }),
  };
}

function demandNotKilled(entry: Entry): void {
  if (entry.status === 'killed') throw finalRefusal(entry);
}

async function copiesLine(room: Newsroom, entry: Entry): Promise<string | undefined> {
  if (entry.status === 'scheduled' || entry.status === 'submitted')
    return 'It is not published yet, so no copy has to change.';
  if (entry.status === 'held') return 'It is on hold; the new words are shown when it is released.';
  const places = await countSubscribers(room, entry);
  if (places === undefined) return undefined;
  return places === 0
    ? 'No channel or chat has it.'
    : `Its copies in ${countPlaces(places)} are being changed.`;
}
