import type { BacklogItem } from '../domain/backlog-item.ts';
import { correctionNumbers } from '../domain/correction.ts';
import type { DestinationId } from '../domain/destination.ts';
import { hasNews } from '../domain/digest.ts';
import { type Entry, latest } from '../domain/entry.ts';
import { brings, type Subscription } from '../domain/subscription.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { type DeliveryObserver, followedChange } from './observer.ts';
import type { BacklogEntry, Backlogs, FrontPlace, Outbox, OutboxEvent } from './ports.ts';
import { type Queues, wakeByUrgency } from './queues.ts';

/** Destinations whose backlogs are written in one round trip. */
const chunkSize = 500;

type Digest = Extract<BacklogItem, { kind: 'digest' }>;

/** What {@link createFanOut} works with. */
export interface FanOutDeps {
  readonly outbox: Outbox;
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly backlogs: Backlogs;
  readonly queues: Queues;
  /** Hears of every change that is carried; nobody when absent. */
  readonly observer?: DeliveryObserver;
}

/**
 * Carries a story's outbox to its subscribers: puts each event into the backlog of every destination that follows
 * the story and wakes its mailbox. Events go in the order in which they happened, but urgent ones go first, also
 * while a long list of subscribers is gone through for another. What puts an entry right goes to those as well who do
 * not follow the story any more, and to the digests that told it. One leaves the outbox only when all backlogs have it,
 * so a run that dies half way is simply done again.
 */
export function createFanOut({ outbox, stories, subscriptions, backlogs, queues, observer }: FanOutDeps) {
  return async function run(slug: string): Promise<void> {
    await carryUrgent(slug);
    for (let event = await outbox.first(slug); event !== undefined; event = await outbox.first(slug)) {
      await carry(slug, event, () => carryUrgent(slug));
      await outbox.done(slug, event);
      await carryUrgent(slug);
    }
  };

  async function carryUrgent(slug: string): Promise<void> {
    for (const event of await outbox.urgent(slug)) {
      await carry(slug, event, async () => undefined);
      await outbox.done(slug, event);
    }
  }

  async function carry(slug: string, event: OutboxEvent, between: () => Promise<void>): Promise<void> {
    const number = event.event.kind === 'entry' ? event.event.number : undefined;
    const [subscribers, entry] = await Promise.all([
      subscriptions.ofStory(slug),
      number === undefined ? undefined : stories.entry(slug, number),
    ]);
    if (entry !== undefined) observer?.carrying(followedChange(entry), destinationsOf(subscribers, entry));
    const wrapUp = event.event.kind === 'closed' ? await wrapUpOf(slug) : undefined;
    const formers = entry !== undefined && wasPutRight(entry) ? await subscriptions.formersOf(slug) : [];
    const readers = [...subscribers, ...formers];
    for (let from = 0; from < readers.length; from += chunkSize) {
      const chunk = readers.slice(from, from + chunkSize);
      const waiting = await backlogs.put([
        ...chunk.flatMap((subscription) => items(subscription, event, entry)),
        ...(await digestItems(chunk, event, entry)),
        ...(wrapUp === undefined
          ? []
          : chunk.map(({ destination }) => ({ destination, order: event.order - 0.5, item: wrapUp }))),
      ]);
      if (wrapUp !== undefined) await markWrappedUp(chunk, wrapUp);
      await wakeByUrgency(queues, waiting);
      await between();
    }
  }

  /** The whole of a story that was closed; undefined when it was opened again, or has nothing to tell. */
  async function wrapUpOf(slug: string): Promise<Digest | undefined> {
    const [story, entries] = await Promise.all([stories.find(slug), stories.entries(slug)]);
    const until = story?.closedAt;
    if (until === undefined || !hasNews(entries, { until, now: until })) return undefined;
    return { kind: 'digest', slug, since: 0, until };
  }

  /** Scheduled digests begin where this one ends, should the story be opened again. */
  async function markWrappedUp(chunk: readonly Subscription[], wrapUp: Digest): Promise<void> {
    for (const { destination, slug, digest } of chunk) {
      if (digest === undefined) continue;
      await backlogs.putDigest(destination, wrapUp, await backlogs.digestedUntil(destination, slug));
    }
  }

  /** The digests that told an entry which was put right or taken back since. */
  async function digestItems(
    readers: readonly Subscription[],
    { order }: OutboxEvent,
    entry: Entry | undefined,
  ): Promise<readonly BacklogEntry[]> {
    if (entry === undefined || !wasPutRight(entry)) return [];
    const found = await Promise.all(
      readers.map(async ({ destination, slug }) => {
        const told = await backlogs.digestsAbout(destination, slug, entry.publishedAt);
        return told.map((item): BacklogEntry => ({ destination, order, item, place: 'front-if-begun' }));
      }),
    );
    return found.flat();
  }
}

/** Whether readers may have something of an entry that must not stand as it was. */
function wasPutRight({ revisions }: Entry): boolean {
  return revisions.some(({ signal }) => signal === 'correction' || signal === 'hold' || signal === 'kill');
}

/** Where the entry is shown as a message of its own. */
function destinationsOf(subscribers: readonly Subscription[], entry: Entry): readonly DestinationId[] {
  return subscribers
    .filter(({ level, since }) => brings(level, entry) && since <= entry.publishedAt)
    .map(({ destination }) => destination);
}

/** The entry, where the subscription brings it or may have brought it before, and the card behind it. */
function items(
  subscription: Subscription,
  { order, event }: OutboxEvent,
  entry: Entry | undefined,
): readonly BacklogEntry[] {
  const { destination, slug } = subscription;
  const place = placeOf(event, entry);
  const isRevised = entry !== undefined && latest(entry).signal !== 'new';
  // What a hold or a kill takes back may stand on the card as well.
  const isTakenBack = place !== undefined && isRevised;
  const card: BacklogEntry = {
    destination,
    order,
    item: { kind: 'card', slug },
    ...(isTakenBack && { place: 'front-if-begun' }),
  };
  if (entry === undefined) return [card];
  if (!isRevised && !brings(subscription.level, entry)) return [card];
  // Half a step before its card, and a quarter before its corrections: orders are whole numbers.
  const item = { kind: 'entry', slug, number: entry.number } as const;
  const corrects = event.kind === 'entry' ? event.corrects : undefined;
  return [
    { destination, order: order - 0.5, item, ...(place && { place }) },
    ...correctionNumbers(entry).map((revision): BacklogEntry => {
      const answer = { kind: 'correction', slug, number: entry.number, revision } as const;
      const isNew = revision === corrects;
      // A new one goes where a copy is; older ones only change, where they were sent (or were to be sent).
      return {
        destination,
        order: order - 0.25,
        item: answer,
        place: 'front-if-begun',
        ...(isNew && { begunBy: item }),
      };
    }),
    card,
  ];
}

function placeOf(event: OutboxEvent['event'], entry: Entry | undefined): FrontPlace | undefined {
  if (event.kind !== 'entry' || event.urgency !== 'flash') return undefined;
  return entry?.urgency === 'flash' ? 'front' : 'front-if-begun';
}
