import type { Destination } from '../domain/destination.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Backlogs, WaitingItem } from './ports.ts';

/** So long after the last change a card is changed, so that a burst of changes is one edit. */
export const usualCardDelayMs = 2_000;

/**
 * Puts off the edit of a card that was asked for just now; true when it did. The first posting of a card is not put
 * off, and neither is one from which something is taken back.
 */
export function createCardDelay({
  backlogs,
  now,
  delayMs,
}: {
  readonly backlogs: Pick<Backlogs, 'putOff'>;
  readonly now: () => Instant;
  readonly delayMs: number;
}) {
  return async function postpone({ id }: Destination, waiting: WaitingItem): Promise<boolean> {
    const { item, delivery, isUrgent, askedAt } = waiting;
    const until = askedAt + delayMs;
    if (
      delayMs === 0 ||
      item.kind !== 'card' ||
      delivery?.state !== 'delivered' ||
      isUrgent ||
      until <= now()
    )
      return false;
    await backlogs.putOff(id, waiting, until);
    return true;
  };
}
