import type { DestinationId } from '../domain/destination.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Decision } from './retry.ts';
import type { Task } from './task.ts';

/** What a run of a mailbox ended with. */
export type RunResult =
  /** The backlog is empty, or the destination is paused. */
  | { readonly kind: 'idle' }
  /** One call was made and there is more to do. */
  | { readonly kind: 'more'; readonly isUrgent: boolean }
  /** One call was made; what is left to do, or comes meanwhile, has to wait until `until`. */
  | { readonly kind: 'rest'; readonly until: Instant }
  /** Everything left is put off; the first of it is due again at `until`. */
  | { readonly kind: 'later'; readonly until: Instant }
  /** Nothing may be tried before `until`. */
  | Extract<Decision, { kind: 'wait' }>
  /** The destination has a new address, whose mailbox has to be woken. */
  | { readonly kind: 'moved'; readonly to: DestinationId };

/** Nothing was done yet. */
export function tooEarly(until: Instant): RunResult {
  return { kind: 'wait', until, scope: 'destination', counts: false, why: 'rate limit' };
}

/** The end of the pause that a successful call asked for; 0 for none. */
export function restUntil(outcome: Outcome): Instant {
  return outcome.kind === 'delivered' ? (outcome.restUntil ?? 0) : 0;
}

/** The item and the backlog are unchanged. */
export function moreOf({ waiting }: Pick<Task, 'waiting'>): RunResult {
  return { kind: 'more', isUrgent: waiting.isUrgent };
}
