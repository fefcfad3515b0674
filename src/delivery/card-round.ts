import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time/instant.ts';
import { scheduleFanOut } from './clock.ts';
import { cardInPlace } from './event-items.ts';
import type { BacklogEntry, CardsDue, Outbox } from './ports.ts';
import type { Queues } from './queues.ts';

/** How long after the last change the cards are updated, so that a burst of changes is one edit. */
const usualCardDelayMs = 2_000;

/** However often something changes, a card is never behind for longer than this many delays. */
const longestDelays = 5;

/** What {@link createCardRound} works with. */
export interface CardRoundDeps {
  readonly outbox: Pick<Outbox, 'cardsDue' | 'cardsPut'>;
  readonly queues: Queues;
  readonly followers: (slug: string) => AsyncIterable<readonly Subscription[]>;
  readonly putAll: (entries: readonly BacklogEntry[]) => Promise<void>;
  /** Carries what happened meanwhile: news goes before cards. */
  readonly carryEvents: (slug: string) => Promise<void>;
  readonly now: () => Instant;
  /** Two seconds by default. */
  readonly cardDelayMs?: number;
}

/**
 * Makes what puts a story's cards once nothing has changed for a moment. News that comes meanwhile goes first. Where
 * the clock was set back, that moment would be far away, and the cards are put at once.
 */
export function createCardRound(deps: CardRoundDeps): (slug: string) => Promise<void> {
  const { outbox, queues, now, cardDelayMs = usualCardDelayMs } = deps;

  return async (slug) => {
    for (let due = await outbox.cardsDue(slug); due !== undefined; due = await outbox.cardsDue(slug)) {
      const at = Math.min(due.order + cardDelayMs, due.since + longestDelays * cardDelayMs);
      const waitMs = at - now();
      if (waitMs > 0 && waitMs <= longestDelays * cardDelayMs)
        return scheduleFanOut(queues, { slug, at }, now());
      await putCards(slug, due);
    }
  };

  async function putCards(slug: string, due: CardsDue): Promise<void> {
    for await (const followers of deps.followers(slug)) {
      await deps.putAll(followers.map((one) => cardInPlace(one, due.order)));
      await deps.carryEvents(slug);
    }
    await outbox.cardsPut(slug, due);
  }
}
