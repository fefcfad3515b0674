import { type Entry, entryName, latest, withoutWords } from '../../domain/entry.ts';
import { droppedBullet } from '../../domain/key-development.ts';
import type { Person } from '../../domain/person.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { askToKill, settleKillQuestion } from '../desk/kill-question.ts';
import { hint } from '../hint.ts';
import { killReceipt } from '../progress/kill-receipt.ts';
import type { Newsroom, StoryChange } from '../records.ts';
import { demandName } from '../staff/access.ts';
import { readChiefs } from '../staff/chiefs.ts';
import type { KillInput } from './offer-kill.ts';
import { changeEntry, type EntryChanged, type EntryFile, eventOf, revised } from './revise-entry.ts';

/**
 * The second step. If there is only one chief, or another chief has asked for it already, the entry is withdrawn;
 * otherwise a second chief is asked at the desks. Throws {@link Refusal} when the same chief asks again.
 */
export async function askKill(
  room: Newsroom,
  { entry: reference, reason }: KillInput,
  call: Call,
): Promise<Answer> {
  demandName(call);
  const { count, isSame } = await readChiefs(room);
  const changed = await changeEntry(room, { reference, call }, (file) => {
    const { killAsked } = file.entry;
    if (count > 1 && killAsked && isSame(killAsked.by.id, call.by.id)) throw alreadyAsked(file.entry);
    const asks = count > 1 && killAsked === undefined;
    return asks ? asked(file, reason, call.by) : killed(file, reason, call.by);
  });
  return changed.entry.status === 'killed' ? killReceipt(room, changed.entry) : tellAsked(room, changed);
}

/** A second chief's decision: withdraws the entry for the first one's reason. */
export async function confirmKill(room: Newsroom, reference: EntryReference, call: Call): Promise<Answer> {
  demandName(call);
  const { isSame } = await readChiefs(room);
  const { entry } = await changeEntry(room, { reference, call }, (file) => {
    const { killAsked } = demandAsked(file.entry);
    if (isSame(killAsked.by.id, call.by.id)) throw alreadyAsked(file.entry);
    return killed(file, killAsked.why, call.by);
  });
  return killReceipt(room, entry);
}

/** Cancels the request for a kill; the entry stays as it is. */
export async function declineKill(room: Newsroom, reference: EntryReference, call: Call): Promise<Answer> {
  const { entry } = await changeEntry(room, { reference, call }, ({ story, entry: found }) => {
    const { killAsked: _, ...kept } = demandAsked(found);
    const did = { by: call.by, what: 'decided against the kill of', entry: found.number };
    return { story, entry: kept, events: [], did };
  });
  const name = entryName(entry);
  const decided = say(`${call.by.name} decided against the kill of ${name}. It stays as it is.`);
  await hint(() => settleKillQuestion(room, name, decided));
  return { content: decided };
}

function asked({ story, entry, now }: EntryFile, why: string, by: Person): StoryChange {
  revised(entry, { ...latest(entry), signal: 'kill' });
  const did = { by, what: 'asked for the kill of', entry: entry.number, why };
  return { story, entry: { ...entry, killAsked: { by, at: now, why } }, events: [], did };
}

/** The rest is done when the event is carried out: see `after-kill.ts`. */
function killed(file: EntryFile, why: string, by: Person): StoryChange {
  const { story, entry, now } = file;
  const askedBy = entry.killAsked?.by;
  const { text } = latest(entry);
  const revision = { signal: 'kill', text, by, at: now, why, ...(askedBy && { askedBy }) } as const;
  const after = revised(entry, revision);
  return {
    story: droppedBullet(story, entry.number, now),
    entry: withoutWords(after),
    events: [eventOf(after)],
    seals: { bullets: bulletsOf(file) },
  };
}

async function tellAsked(room: Newsroom, { story, entry, now }: EntryChanged): Promise<Answer> {
  const name = entryName(entry);
  const { headline } = latest(entry).text;
  const { by, why = '', at = now } = entry.killAsked ?? {};
  const when = storyTime(at, story, { now, withLabel: true });
  const words = say(
    `${by?.name ?? 'A chief'} wants to withdraw ${name} for good (${when}): “${headline}”`,
    `Reason, as readers will see it: ${why}`,
    'Another chief has to confirm it.',
  );
  const actions: readonly Action[] = [
    { label: 'Confirm the kill', path: ['kill', 'confirm'], input: { entry: name } },
    { label: 'Do not kill', path: ['kill', 'decline'], input: { entry: name } },
  ];
  const hasDesk = (await room.staff.desks()).length > 0;
  await hint(() => askToKill(room, entry, { words, actions }));
  return {
    content: say(
      `${name} is not withdrawn yet: a second chief has to confirm it.`,
      hasDesk
        ? 'The desk was asked. Any chief but you can press “Confirm the kill” there, or send /kill for the same update.'
        : `There is no desk to ask at. Any other chief can send /kill entry:${name} with a reason.`,
      entry.status === 'usable'
        ? 'Until then it stands; a hold takes it out of circulation at once.'
        : undefined,
    ),
    actions: [
      ...(entry.status === 'usable'
        ? [{ label: 'Hold it now', path: ['hold'], input: { entry: name } }]
        : []),
      { label: 'Take the wish back', path: ['kill', 'decline'], input: { entry: name } },
    ],
  };
}

/** The lines that the entry has among the key developments, or had before it was held. */
function bulletsOf({ story, entry }: EntryFile): readonly string[] {
  const bullet = story.keyDevelopments.find(({ entry: number }) => number === entry.number);
  return [bullet?.text, entry.keyText].flatMap((text) => text ?? []);
}

function demandAsked(entry: Entry): Entry & Required<Pick<Entry, 'killAsked'>> {
  const { killAsked } = entry;
  if (entry.status !== 'killed' && killAsked !== undefined) return { ...entry, killAsked };
  const standing = entry.status === 'killed' ? killedWords(entry) : 'Nobody asks for this kill any more.';
  throw new Refusal(standing, { option: 'entry' });
}

function killedWords(entry: Entry): string {
  return `${entryName(entry)} was withdrawn already, by ${latest(entry).by.name}.`;
}

function alreadyAsked(entry: Entry): Refusal {
  return new Refusal(`You asked for the kill of ${entryName(entry)} yourself.`, {
    remedy: 'Another chief has to confirm it.',
  });
}
