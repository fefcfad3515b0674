import { digestFaults, isStrayDigest, toldInDigests } from './faults-in-digests.ts';
import { pauseFaults } from './faults-in-pauses.ts';
import { type ChaosView, type EntryOnRecord, type MessageSeen, marksIn, type PlaceSeen } from './view.ts';

/**
 * Holds what people see against what the records say, and tells each difference as a line: every usable entry exactly
 * once with its newest text and each of its corrections once, all in order, and one pinned card that is up to date;
 * nothing of an entry that is held or killed. What was missed in a pause stands in a digest, and so does what came
 * before a place followed the story (again); what was published before stays as it was where it only changed. On
 * Telegram one message of what the desk was told is unknown may be missing, or stand as it was when it was sent.
 */
export function faultsIn(view: ChaosView): readonly string[] {
  return [...view.places.flatMap((place) => faultsAt(view, place)), ...pauseFaults(view)];
}

function faultsAt(view: ChaosView, place: PlaceSeen): readonly string[] {
  return [
    ...view.entries.flatMap((entry) => [
      ...entryFaults(view, place, entry),
      ...correctionFaults(view, place, entry),
    ]),
    ...cardFaults(view, place),
    ...digestFaults(view, place),
    ...orderFaults(view, place),
  ];
}

const isCard = ({ text }: MessageSeen) => text.includes('Ask for a summary any time');

/** An entry's own messages: those that say something that it says, or ever said. */
function messagesOf({ messages }: PlaceSeen, { said }: EntryOnRecord): readonly MessageSeen[] {
  return messages.filter(
    (one) => !isCard(one) && !isStrayDigest(one) && marksIn(one.text).some((mark) => said.has(mark)),
  );
}

function nameOf({ id, entries }: PlaceSeen, { number, status }: EntryOnRecord): string {
  return `${id} harbour/${number} (${status}, ${entries.get(number) ?? 'no row'})`;
}

function isTold({ desk }: ChaosView, { name }: PlaceSeen, words: string): boolean {
  return desk.some((text) => text.startsWith(`It is unknown whether ${words} arrived in ${name}:`));
}

const isSame = (one: readonly string[], other: readonly string[]) => one.join() === other.join();

function entryFaults(view: ChaosView, place: PlaceSeen, entry: EntryOnRecord): readonly string[] {
  const name = nameOf(place, entry);
  const wanted = entry.status === 'usable' ? entry.marks : [];
  const telling = messagesOf(place, entry);
  const shown = telling.flatMap(({ text }) => marksIn(text));
  const state = place.entries.get(entry.number);
  if (state === 'unknown') return unknownFaults(view, { place, entry, telling });
  if (isSame(shown, wanted) && shown.length > 0) return [];
  const isElsewhere = state === undefined || state === 'digested';
  if (isElsewhere && shown.length === 0 && toldInDigests(place, entry)) return [];
  if (isOfThePast(place, entry)) return pastFaults(entry, { name, state, shown });
  return isSame(shown, wanted) ? [] : [`${name} shows [${shown.join(' ')}] and not [${wanted.join(' ')}]`];
}

/** Whether it came before the place followed the story (again), or after it did no more. */
function isOfThePast({ since }: PlaceSeen, { appearedAt }: EntryOnRecord): boolean {
  return since === undefined || appearedAt < since;
}

interface PastSeen {
  readonly name: string;
  readonly state: string | undefined;
  readonly shown: readonly string[];
}

/** What stands there may be older, but no older than what had to arrive, and it stands there whole. */
function pastFaults(
  { status, standing }: EntryOnRecord,
  { name, state, shown }: PastSeen,
): readonly string[] {
  const allowed = status === 'usable' ? standing : [];
  const isWhole = allowed.some((marks) => isSame(marks, shown));
  const isAbsent = shown.length === 0 && (state !== 'delivered' || allowed.length === 0);
  if (isWhole || isAbsent) return [];
  return [
    `${name} is of the past and shows [${shown.join(' ')}], and not one of [${allowed.map((marks) => marks.join(' ')).join('] [')}]`,
  ];
}

/** Of what is unknown, one message may stand as it was, or be missing. */
function unknownFaults(
  view: ChaosView,
  { place, entry, telling }: { place: PlaceSeen; entry: EntryOnRecord; telling: readonly MessageSeen[] },
): readonly string[] {
  const name = nameOf(place, entry);
  const wanted = entry.status === 'usable' ? entry.marks : [];
  const shown = telling.flatMap(({ text }) => marksIn(text));
  const strays = telling.filter(({ text }) => marksIn(text).some((mark) => !wanted.includes(mark)));
  const twice = shown.filter((mark, index) => shown.indexOf(mark) !== index);
  return [
    ...(place.id.startsWith('telegram:') ? [] : [`${name} cannot be unknown there`]),
    ...(isTold(view, place, `harbour/${entry.number}`)
      ? []
      : [`${name} is unknown, and the desk was not told`]),
    ...(strays.length > 1 ? [`${name} shows what it should not in ${strays.length} messages`] : []),
    ...(twice.length > 0 ? [`${name} shows [${twice.join(' ')}] twice`] : []),
  ];
}

function correctionFaults(view: ChaosView, place: PlaceSeen, entry: EntryOnRecord): readonly string[] {
  return entry.corrections.flatMap((correction) => {
    const { revision, at, marks } = correction;
    const name = `${nameOf(place, entry)}, its correction ${revision},`;
    const state = place.corrections.get(`${entry.number}.${revision}`);
    const said = place.messages.filter(
      (one) => isAnswer(one) && marks.some((mark) => one.text.includes(mark)),
    );
    if (state === 'unknown') {
      const isKnown = isTold(view, place, `the correction of harbour/${entry.number}`);
      return [
        ...(isKnown ? [] : [`${name} is unknown, and the desk was not told`]),
        ...(said.length > 1 ? [`${name} is there ${said.length} times`] : []),
      ];
    }
    if (entry.status !== 'usable') return said.length > 0 ? [`${name} still stands: ${said[0]?.text}`] : [];
    if (said.length > 1) return [`${name} is there ${said.length} times`];
    const isOwed =
      place.entries.get(entry.number) === 'delivered' &&
      messagesOf(place, entry).some(({ postedAt }) => postedAt < at - clockSlackMs);
    return said.length === 0 && isOwed ? [`${name} is not there`] : [];
  });
}

/** A digest tells of corrections as well, and of one that is unknown a later message may stand by itself. */
const isAnswer = ({ text }: MessageSeen) => text.startsWith('CORRECTION');

/** Telegram tells times in whole seconds. */
const clockSlackMs = 1_000;

/** The card is the one pinned message. Others may stand only where the desk was told that they may. */
function cardFaults(view: ChaosView, place: PlaceSeen): readonly string[] {
  const cards = place.messages.filter(isCard);
  const pinned = cards.filter(({ isPinned }) => isPinned);
  const strays = cards.filter(({ isPinned }) => !isPinned);
  const told = strayCardsTold(view, place);
  const isMissing = pinned.length === 0 && !(place.card === 'unknown' && told > 0);
  const isFollowing = place.since !== undefined;
  const old = pinned.filter(({ text }) => isFollowing && !isSame(marksIn(text), view.card));
  const withdrawn = view.entries.flatMap((entry) => (entry.status === 'usable' ? [] : [...entry.said]));
  const standing = pinned.filter(({ text }) => marksIn(text).some((mark) => withdrawn.includes(mark)));
  const name = `${place.id} card (${place.card ?? 'no row'})`;
  return [
    ...(isMissing && isFollowing ? [`${name} is not pinned`] : []),
    ...standing.map(({ text }) => `${name} tells of what was taken back: ${text}`),
    ...(pinned.length > 1 ? [`${name} is pinned ${pinned.length} times`] : []),
    ...old.map(({ text }) => `${name} shows [${marksIn(text).join(' ')}] and not [${view.card.join(' ')}]`),
    ...(strays.length > told
      ? [`${name} has ${strays.length} others beside it, and the desk was told of ${told}`]
      : []),
  ];
}

/**
 * Of how many cards the desk was told that nobody knows whether they arrived. On Discord that can always be found out.
 */
function strayCardsTold({ desk }: ChaosView, { id, name }: PlaceSeen): number {
  if (!id.startsWith('telegram:')) return 0;
  const start = `It is unknown whether the card of harbour arrived in ${name}:`;
  return desk.filter((text) => text.startsWith(start)).length;
}

/** Flashes overtake; what was held, scheduled or submitted comes when its turn is. */
function orderFaults({ entries }: ChaosView, place: PlaceSeen): readonly string[] {
  const numbers = new Map(
    entries.filter(({ isRoutine }) => isRoutine).map(({ number, marks }) => [marks[0], number]),
  );
  const shown = place.messages
    .filter((one) => !isCard(one) && !isStrayDigest(one))
    .flatMap(({ text }) => marksIn(text).flatMap((mark) => numbers.get(mark) ?? []));
  const isSorted = shown.every((number, index) => index === 0 || (shown[index - 1] ?? 0) <= number);
  return isSorted ? [] : [`${place.id} shows the entries in the order ${shown.join(', ')}`];
}
