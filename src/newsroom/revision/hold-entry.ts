import { type Entry, entryName, latest } from '../../domain/entry.ts';
import { droppedBullet } from '../../domain/key-development.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { statusAction } from '../command/offer.ts';
import type { EntryReference } from '../command/options.ts';
import { countPlaces } from '../command/say.ts';
import { copiesOf } from '../progress/copies.ts';
import { type ReceiptView, withReceipt } from '../progress/receipt.ts';
import type { Newsroom, StoryChange } from '../records.ts';
import { isSecluded } from '../staff/confidence.ts';
import { changeEntry, type EntryFile, eventOf, revised } from './revise-entry.ts';

/** The options of `/hold` and `/release`. Without an entry, the one in the message that the command was used on. */
export interface HoldInput {
  readonly entry: EntryReference | undefined;
  readonly reason: string | undefined;
}

/**
 * Takes an entry out of circulation while it is checked: every copy becomes a notice, and its key development is
 * removed in the same transaction. Throws {@link Refusal} unless the entry is published and usable.
 */
export async function holdEntry(
  room: Newsroom,
  { entry: reference, reason }: HoldInput,
  call: Call,
): Promise<Answer> {
  const held = await changeEntry(room, { reference, call }, ({ story, entry, now }) => {
    const { text } = latest(entry);
    const revision = { signal: 'hold', text, by: call.by, at: now, ...(reason && { why: reason }) } as const;
    return withoutBullet({ story, entry: revised(entry, revision), now });
  });
  const { story, entry, now } = held;
  const name = entryName(entry);
  const at = storyTime(latest(entry).at, story, { now, withLabel: true });
  return withReceipt(room, {
    story,
    entry,
    above: [`${name} is on hold since ${at}.`],
    ...(await copiesTold(room, entry, 'say now that it is being checked')),
    below: [await bulletLine(room, { entry, call }, 'Its key development was taken out')],
    actions: [{ label: 'Release', path: ['release'], input: { entry: name } }, statusAction(name)],
  });
}

/**
 * Restores a held entry. Its former key development is offered, not restored, since the news may have moved on.
 * Throws {@link Refusal} unless the entry is on hold.
 */
export async function releaseEntry(
  room: Newsroom,
  { entry: reference, reason }: HoldInput,
  call: Call,
): Promise<Answer> {
  const released = await changeEntry(room, { reference, call }, ({ story, entry, now }) => {
    const { text } = latest(entry);
    const revision = {
      signal: 'release',
      text,
      by: call.by,
      at: now,
      ...(reason && { why: reason }),
    } as const;
    const after = revised(demandHeld(entry), revision);
    return { story, entry: after, events: [eventOf(after)] };
  });
  const { story, entry, now } = released;
  const name = entryName(entry);
  const at = storyTime(latest(entry).at, story, { now, withLabel: true });
  return withReceipt(room, {
    story,
    entry,
    above: [`Released ${name} at ${at}.`],
    ...(await copiesTold(room, entry, 'get their text back')),
    below: [await bulletLine(room, { entry, call }, 'It was a key development')],
    actions: [...bulletActions(entry), statusAction(name)],
  });
}

/** Removes an entry's bullet. The entry keeps the bullet's words, so that they can be offered again. */
function withoutBullet({ story, entry, now }: EntryFile): StoryChange {
  const { keyText: _, ...bare } = entry;
  const bullet = story.keyDevelopments.find(({ entry: number }) => number === entry.number);
  return {
    story: droppedBullet(story, entry.number, now),
    entry: bullet === undefined ? bare : { ...bare, keyText: bullet.text },
    events: [eventOf(entry)],
  };
}

function demandHeld(entry: Entry): Entry {
  // A scheduled entry is released only by its time, a submitted one only by the desk's approval.
  if (entry.status === 'scheduled' || entry.status === 'submitted')
    revised(entry, { ...latest(entry), signal: 'hold' });
  return entry;
}

/** Offers the bullet. Where others read along it is not quoted, since the entry may not stay published. */
async function bulletLine(
  room: Newsroom,
  { entry: { keyText }, call }: { readonly entry: Entry; readonly call: Call },
  what: string,
): Promise<string | undefined> {
  if (keyText === undefined) return undefined;
  const isAlone = await isSecluded(room, call).catch(() => false);
  return isAlone ? `${what}: “${keyText}”.` : `${what}.`;
}

function bulletActions(entry: Entry): readonly Action[] {
  const { keyText: text } = entry;
  if (text === undefined) return [];
  return [
    {
      label: 'Make it a key development again',
      path: ['key', 'add'],
      input: { entry: entryName(entry), text },
    },
  ];
}

/** Undefined when the records no longer answer; the change is already saved. */
async function copiesTold(
  room: Newsroom,
  entry: Entry,
  what: string,
): Promise<Pick<ReceiptView, 'queued' | 'places' | 'isOnItsWay'>> {
  const copies = await copiesOf(room, entry).catch(() => []);
  const places = copies.map(({ destination }) => destination);
  const queued = `Its copies in ${countPlaces(places.length)} ${what}.`;
  return { places, isOnItsWay: places.length > 0, queued: places.length === 0 ? nobodyHasIt : queued };
}

const nobodyHasIt = 'No channel or chat has it.';
