import type { BacklogItem } from '../domain/backlog-item.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import { type Entry, latest, type Urgency, urgencyNow } from '../domain/entry.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Backlogs } from './ports.ts';

/** The newest revision of an entry on its way to the destinations. It holds no text. */
export interface FollowedChange {
  readonly slug: string;
  readonly number: number;
  /** The number of revisions, including this one. */
  readonly revision: number;
  /** The id of the call that made it; absent in what older versions of Dateline wrote. */
  readonly call?: string;
  /** When readers should first have heard of it: when the command ran, or the moment for which it was scheduled. */
  readonly at: Instant;
  readonly urgency: Urgency;
}

/** The newest revision of an entry. */
export function followedChange(entry: Entry): FollowedChange {
  const { call, at } = latest(entry);
  return {
    slug: entry.slug,
    number: entry.number,
    revision: entry.revisions.length,
    ...(call !== undefined && { call }),
    at: Math.max(at, entry.publishedAt),
    urgency: urgencyNow(entry),
  };
}

/** A call to a platform that was answered (or given up). */
export interface MadeCall {
  readonly platform: PlatformName;
  readonly destination: DestinationId;
  readonly item: BacklogItem;
  readonly operation: 'send' | 'edit' | 'delete' | 'pin' | 'publish' | 'search';
  readonly outcome: Outcome;
  readonly tookMs: number;
  /** Present for calls about an entry. */
  readonly change?: FollowedChange;
}

/** How an item left a backlog: delivered or given up, folded into a digest, or not wanted there any more. */
export interface DeliveryEnd {
  readonly destination: DestinationId;
  readonly item: BacklogItem;
  readonly how: DeliveryState | 'folded' | 'not-wanted';
  /** Present for what was delivered. */
  readonly revision?: number;
}

/** Is told what the delivery engine does. Nothing waits for it, and it never throws. */
export interface DeliveryObserver {
  /** The change is about to be put into the backlogs of these destinations; others may follow. */
  carrying(change: FollowedChange, destinations: readonly DestinationId[]): void;
  /** The change is in the backlogs of all of its destinations. */
  carried(change: FollowedChange, destinations: number): void;
  /** A call about the change is about to be made. */
  calling(change: FollowedChange): void;
  called(call: MadeCall): void;
  /** An item has left a backlog. */
  ended(end: DeliveryEnd): void;
  /** The destination is paused: nothing in its backlog is expected to arrive. */
  resting(destination: DestinationId): void;
}

/** Wraps backlogs so that an observer is told what leaves them. */
export function observedBacklogs(backlogs: Backlogs, observer: DeliveryObserver): Backlogs {
  return {
    ...backlogs,
    async settle(destination, waiting, delivery) {
      const left = await backlogs.settle(destination, waiting, delivery);
      if (left !== undefined) observer.ended({ destination, item: waiting.item, ...endOf(delivery) });
      return left;
    },
    async fold(destination, digest, entries) {
      const folded = await backlogs.fold(destination, digest, entries);
      for (const { number } of entries)
        observer.ended({ destination, item: { kind: 'entry', slug: digest.slug, number }, how: 'folded' });
      return folded;
    },
  };
}

function endOf(delivery: Delivery | undefined): Pick<DeliveryEnd, 'how' | 'revision'> {
  if (delivery?.state === 'delivered') return { how: 'delivered', revision: delivery.revision };
  return { how: delivery?.state ?? 'not-wanted' };
}
