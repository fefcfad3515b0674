import type { DestinationId } from '../../../src/domain/destination.ts';
import { type Entry, latest } from '../../../src/domain/entry.ts';
import type { ChaosNewsroom } from './newsroom.ts';

/** A message as readers see it. */
interface Shown {
  readonly id: string;
  readonly text: string;
}

/**
 * Holds what the stand-ins show against what the records say, and tells each difference as a line: every usable
 * entry exactly once (on Telegram: or flagged unknown), in order, with its newest text; nothing of an entry that is
 * held or killed.
 */
export async function findFaults(room: ChaosNewsroom): Promise<readonly string[]> {
  const entries = await room.store.stories.entries('harbour');
  const found = await Promise.all(room.destinations.map((id) => faultsAt(room, id, entries)));
  return found.flat();
}

async function faultsAt(
  room: ChaosNewsroom,
  id: DestinationId,
  entries: readonly Entry[],
): Promise<readonly string[]> {
  const messages = shownAt(room, id);
  const [place] = await room.store.deliveries.progress([{ kind: 'card', slug: 'harbour' }], [id]);
  const card = place?.deliveries[0];
  // A card on Telegram whose answer was lost has no number by which it could be changed; the desk was told of it.
  const isReached = ({ id: messageId }: Shown) =>
    id.startsWith('discord:') || card?.copies.some((copy) => copy.messageId === messageId) === true;
  const faults: string[] = [];
  for (const entry of entries) {
    const row = await room.store.deliveries.find(id, entry.slug, entry.number);
    const mark = await markIn(room, entry);
    const telling = messages.filter(({ text }) => text.includes(mark) && !isCard(text));
    const name = `${id} ${entry.slug}/${entry.number} (${entry.status}, ${row?.state ?? 'no row'})`;
    const isUnknown = id.startsWith('telegram:') && row?.state === 'unknown';
    if (entry.status === 'usable' && !isUnknown) faults.push(...usableFaults(name, entry, telling));
    if (entry.status === 'usable' && isUnknown && telling.length > 1) faults.push(`${name} is there twice`);
    if (entry.status !== 'usable' && !isUnknown && telling.length > 0)
      faults.push(`${name} still shows: ${telling[0]?.text}`);
    const cards = messages.filter((one) => isCard(one.text) && one.text.includes(mark) && isReached(one));
    if (entry.status !== 'usable' && cards.length > 0)
      faults.push(`${name} still stands on the card (${card?.state ?? 'no row'}): ${cards[0]?.text}`);
  }
  return [...faults, ...(await orderFaults(room, id, entries))];
}

function usableFaults(name: string, entry: Entry, telling: readonly Shown[]): readonly string[] {
  const { headline, body } = latest(entry).text;
  const [message, ...others] = telling;
  if (message === undefined) return [`${name} is not there`];
  return [
    ...(others.length > 0 ? [`${name} is there ${telling.length} times`] : []),
    ...(message.text.includes(headline) && message.text.includes(body)
      ? []
      : [`${name} shows an old text: ${message.text}`]),
  ];
}

/** Flashes overtake; what was held, scheduled or submitted comes when its turn is. */
async function orderFaults(
  room: ChaosNewsroom,
  id: DestinationId,
  entries: readonly Entry[],
): Promise<readonly string[]> {
  const routine = entries.filter(
    ({ status, urgency, revisions }) =>
      status === 'usable' &&
      urgency !== 'flash' &&
      revisions.every(({ signal }) => signal !== 'hold' && signal !== 'release'),
  );
  const marked = await Promise.all(
    routine.map(async (entry) => ({ number: entry.number, mark: await markIn(room, entry) })),
  );
  const numbers = shownAt(room, id).flatMap(({ text }) =>
    isCard(text) ? [] : marked.filter(({ mark }) => text.includes(mark)).map(({ number }) => number),
  );
  const isSorted = numbers.every((number, index) => index === 0 || (numbers[index - 1] ?? 0) <= number);
  return isSorted ? [] : [`${id} shows the entries in the order ${numbers.join(', ')}`];
}

/** The words of a killed entry stand in the sealed log alone. */
async function markIn({ store }: ChaosNewsroom, entry: Entry): Promise<string> {
  const sealed = entry.status === 'killed' ? await store.stories.sealed(entry.slug, entry.number) : [];
  const { headline } = (sealed[0] ?? entry.revisions[0]).text;
  const mark = /^Mark\d+x/.exec(headline)?.[0];
  if (mark === undefined) throw new Error(`${entry.slug}/${entry.number} bears no mark: “${headline}”`);
  return mark;
}

function isCard(text: string): boolean {
  return text.includes('Ask for a summary any time');
}

function shownAt({ world }: ChaosNewsroom, id: DestinationId): readonly Shown[] {
  const address = id.slice(id.indexOf(':') + 1);
  if (id.startsWith('discord:'))
    return world.discord.messages(address).map((message) => ({ id: message.id, text: message.content }));
  const messages = world.telegram.messages(Number(address));
  return messages.map((message) => ({ id: String(message.id), text: message.text }));
}
