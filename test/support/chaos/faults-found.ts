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
  const faults: string[] = [];
  for (const entry of entries) {
    const row = await room.store.deliveries.find(id, entry.slug, entry.number);
    const mark = markIn(entry);
    const telling = messages.filter(({ text }) => text.includes(mark) && !isCard(text));
    const name = `${id} ${entry.slug}/${entry.number} (${entry.status}, ${row?.state ?? 'no row'})`;
    const isUnknown = id.startsWith('telegram:') && row?.state === 'unknown';
    if (entry.status === 'usable' && !isUnknown) faults.push(...usableFaults(name, entry, telling));
    if (entry.status === 'usable' && isUnknown && telling.length > 1) faults.push(`${name} is there twice`);
    if (entry.status !== 'usable' && !isUnknown && telling.length > 0)
      faults.push(`${name} still shows: ${telling[0]?.text}`);
    if (entry.status !== 'usable' && messages.some(({ text }) => isCard(text) && text.includes(mark)))
      faults.push(`${name} still stands on the card`);
  }
  return [...faults, ...orderFaults(id, entries, messages)];
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

/** Flashes overtake; what was held may come when its turn is over. */
function orderFaults(
  id: DestinationId,
  entries: readonly Entry[],
  messages: readonly Shown[],
): readonly string[] {
  const routine = entries.filter(
    ({ status, urgency, revisions }) =>
      status === 'usable' && urgency !== 'flash' && revisions.every(({ signal }) => signal !== 'hold'),
  );
  const numbers = messages.flatMap(({ text }) =>
    isCard(text) ? [] : routine.filter((entry) => text.includes(markIn(entry))).map(({ number }) => number),
  );
  const isSorted = numbers.every((number, index) => index === 0 || (numbers[index - 1] ?? 0) <= number);
  return isSorted ? [] : [`${id} shows the entries in the order ${numbers.join(', ')}`];
}

function markIn(entry: Entry): string {
  return /^Mark\d+x/.exec(entry.revisions[0].text.headline)?.[0] ?? 'no mark';
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
