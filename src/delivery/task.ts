import type { Delivery, SendAttempt } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Part } from '../platforms/platform.ts';
import type { Aim, Step } from './plan.ts';
import type { WaitingItem } from './ports.ts';
import type { Wanted } from './wanted.ts';

/** One item in progress: what is wanted, what is there, and the next call. */
export interface Task {
  readonly destination: DestinationId;
  readonly waiting: WaitingItem;
  readonly wanted: Wanted;
  readonly parts: readonly Part[];
  readonly aim: Aim;
  readonly step: Exclude<Step, { kind: 'done' }>;
  /** What the row holds by now: what was read or, while a call is under way, what was written before it. */
  readonly standing: Delivery | undefined;
  /** For a send: what the row holds while it is under way. */
  readonly attempt?: SendAttempt;
  /** Aborts when answers are no longer waited for. */
  readonly stopping: AbortSignal;
}

/**
 * How often a message was posted anew after people had removed it; cards count that in their row's revision. It is
 * part of the idempotency key, since Discord answers a known key with the message that is gone.
 */
export function generation({ wanted, waiting }: Pick<Task, 'wanted' | 'waiting'>): number {
  return wanted.pin ? (waiting.delivery?.revision ?? 0) : 0;
}

/** What a row's `revision` counts: revisions of an entry, or generations of a card. */
export function rowRevision(task: Pick<Task, 'wanted' | 'waiting'>): number {
  return task.wanted.pin ? generation(task) : task.wanted.revision;
}
