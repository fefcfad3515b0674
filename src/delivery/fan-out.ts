import type { DigestItem } from '../domain/backlog-item.ts';
import type { DestinationId } from '../domain/destination.ts';
import { appearances, type Entry, isTakenBack, wasPutRight } from '../domain/entry.ts';
import { isFor, type Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { createCardRound } from './card-round.ts';
import { type CardOf, cardBehind, cardInFront, cardInPlace, entryItems, wrapUpItem } from './event-items.ts';
import { type DeliveryObserver, followedChange } from './observer.ts';
import type { BacklogEntry, Backlogs, Outbox, OutboxEvent } from './ports.ts';
import { type Queues, wakeByUrgency } from './queues.ts';
import { readersOf } from './readers-of.ts';
import { markWrappedUp, wrapUpOf } from './wrap-up.ts';

/** One event on its way to all who read a story. */
interface Round {
  readonly slug: string;
  readonly happened: OutboxEvent;
  /** The entry as it is now; undefined for events about the story alone. */
  readonly entry: Entry | undefined;
  /** Whether the entry is taken back from readers, so that the cards must not wait for a round of their own. */
  readonly takesBack: boolean;
  /** The last digest of a story; undefined for all other events. */
  readonly wrapUp: DigestItem | undefined;
  /** Awaited after each page of readers: what is urgent goes first. */
  readonly between: () => Promise<void>;
}

/** What {@link createFanOut} works with. */
export interface FanOutDeps {
  readonly outbox: Outbox;
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly backlogs: Backlogs;
  readonly queues: Queues;
  /** Finishes a kill. May be called again for the same entry. */
  readonly afterKill: (slug: string, number: number) => Promise<void>;
  /** Told of every change that is carried out; nobody is when absent. */
  readonly observer?: DeliveryObserver;
  readonly now: () => Instant;
  /** Two seconds by default. */
  readonly cardDelayMs?: number;
}

/**
 * Carries a story's outbox to its subscribers: puts each event into the backlog of every destination that follows the
 * story, and wakes its mailbox. Events go in the order in which they happened, but urgent ones first, even in the
 * middle of another event's subscribers. What puts an entry right also goes to former subscribers, and to the digests
 * that told the entry. An event leaves the outbox only when all backlogs have it (for a kill: when the rest of it is
 * done, too), so a run that dies half way is simply repeated. Cards follow in a round of their own, a moment after
 * the last change, so that entries come first everywhere. What is taken back from readers is taken back from the
 * cards at once.
 */
export function createFanOut(deps: FanOutDeps) {
  const { outbox, stories, subscriptions, backlogs, queues, afterKill, observer } = deps;
  const putCards = createCardRound({
    ...deps,
    followers: (slug) => readersOf(subscriptions, slug, 'current'),
    putAll,
    carryEvents,
  });

  return async function run(slug: string): Promise<void> {
    await carryEvents(slug);
    await putCards(slug);
  };

  async function carryEvents(slug: string): Promise<void> {
    for (let event = await outbox.next(slug); event !== undefined; event = await outbox.next(slug))
      await carry(slug, event, event.isUrgent ? nothingBetween : () => carryUrgent(slug));
  }

  async function carryUrgent(slug: string): Promise<void> {
    for (const event of await outbox.urgent(slug)) await carry(slug, event, nothingBetween);
  }

  async function carry(slug: string, happened: OutboxEvent, between: () => Promise<void>): Promise<void> {
    const { event } = happened;
    if (event.kind === 'story') return outbox.done(slug, happened, 'due');
    const entry = event.kind === 'entry' ? await stories.entry(slug, event.number) : undefined;
    const wrapUp = event.kind === 'closed' ? await wrapUpOf(stories, slug) : undefined;
    const takesBack = entry !== undefined && isTakenBack(entry);
    const round = { slug, happened, entry, takesBack, wrapUp, between };
    // Who follows again in the meantime is a former subscriber now, who stops is one afterwards.
    await putFormers(round);
    const destinations = await putFollowers(round);
    await putFormers(round);
    if (entry !== undefined) observer?.carried(followedChange(entry), destinations);
    if (entry?.status === 'killed') await afterKill(slug, entry.number);
    await outbox.done(slug, happened, takesBack ? 'put' : 'due');
  }

  /** Returns how many destinations get the entry. */
  async function putFollowers(round: Round): Promise<number> {
    const { slug, entry, takesBack, between } = round;
    let destinations = 0;
    for await (const followers of readersOf(subscriptions, slug, 'current')) {
      if (entry !== undefined) destinations += announce(entry, followers);
      await putPage(followers, round, takesBack ? cardInFront : cardBehind);
      await between();
    }
    return destinations;
  }

  /** Copies stay where a subscription has ended, and still have to be put right. */
  async function putFormers(round: Round): Promise<void> {
    const { slug, entry, takesBack, between } = round;
    if (entry === undefined || !wasPutRight(entry)) return;
    for await (const formers of readersOf(subscriptions, slug, 'former')) {
      await putPage(formers, round, takesBack ? cardInFront : cardInPlace);
      await between();
    }
  }

  /** Returns how many of them get the entry. */
  function announce(entry: Entry, followers: readonly Subscription[]): number {
    const destinations = destinationsOf(followers, entry);
    observer?.carrying(followedChange(entry), destinations);
    return destinations.length;
  }

  async function putPage(readers: readonly Subscription[], round: Round, cardOf: CardOf): Promise<void> {
    const { happened, entry, wrapUp } = round;
    const { order } = happened;
    await putAll([
      ...(entry ? readers.flatMap((one) => entryItems(one, happened, entry)) : []),
      ...readers.map((one) => cardOf(one, order)),
      ...(entry ? await digestItems(readers, order, entry) : []),
      ...(wrapUp ? readers.map((one) => wrapUpItem(one, order, wrapUp)) : []),
    ]);
    if (wrapUp !== undefined) await markWrappedUp(backlogs, readers, wrapUp);
  }

  async function putAll(entries: readonly BacklogEntry[]): Promise<void> {
    await wakeByUrgency(queues, await backlogs.put(entries));
  }

  /** The digests that told an entry which has since been put right or taken back. */
  async function digestItems(
    readers: readonly Subscription[],
    order: number,
    entry: Entry,
  ): Promise<readonly BacklogEntry[]> {
    if (!wasPutRight(entry)) return [];
    const found = await Promise.all(
      readers.map(async ({ destination, slug }) => {
        const told = await backlogs.digestsAbout(destination, slug, appearances(entry));
        return told.map((item): BacklogEntry => ({ destination, order, item, place: 'front-if-begun' }));
      }),
    );
    return found.flat();
  }
}

/** The destinations that show the entry as a message of its own. */
function destinationsOf(subscribers: readonly Subscription[], entry: Entry): readonly DestinationId[] {
  return subscribers.filter((one) => isFor(one, entry)).map(({ destination }) => destination);
}

async function nothingBetween(): Promise<void> {}
