import {
  type Delivery,
  goneMessageId,
  type PartCopy,
  type SendAttempt,
  undeletable,
} from '../domain/delivery.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Part } from '../platforms/platform.ts';
import type { Aim, Step } from './plan.ts';

/** A step and its outcome. */
export interface Made {
  readonly step: Exclude<Step, { kind: 'done' }>;
  readonly outcome: Outcome;
  /** Present for a send. */
  readonly attempt?: SendAttempt;
}

/** The copies after a step that succeeded. Pure. */
export function copiesAfter(copies: readonly PartCopy[], made: Made): readonly PartCopy[] {
  const { step, outcome, attempt } = made;
  switch (step.kind) {
    case 'send':
      return outcome.kind === 'delivered'
        ? [
            ...copies,
            { messageId: outcome.messageId, fingerprint: attempt?.fingerprint ?? step.part.fingerprint },
          ]
        : copies;
    case 'edit':
      return withChange(copies, step.index, {
        messageId: outcome.kind === 'message-gone' ? goneMessageId : step.messageId,
        fingerprint: step.part.fingerprint,
      });
    case 'delete':
      return outcome.kind === 'undeletable'
        ? copies.with(step.index, { messageId: step.messageId, fingerprint: undeletable })
        : withoutCopy(copies, step.index);
    case 'publish':
      return withChange(copies, step.index, { published: isPublished(outcome) ? 'yes' : 'no' });
    case 'pin':
      return copies;
  }
}

function withChange(
  copies: readonly PartCopy[],
  index: number,
  change: Partial<PartCopy>,
): readonly PartCopy[] {
  return copies.map((copy, at) => (at === index ? { ...copy, ...change } : copy));
}

/** A message that was published before counts as published. Any other refusal is not tried again. */
function isPublished({ kind }: Outcome): boolean {
  return kind === 'delivered' || kind === 'unchanged';
}

/** Removes a deleted copy. If copies follow it, an empty one keeps its place. */
function withoutCopy(copies: readonly PartCopy[], index: number): readonly PartCopy[] {
  if (index === copies.length - 1) return copies.slice(0, index);
  return copies.with(index, { messageId: goneMessageId, fingerprint: undeletable });
}

/**
 * The attempt at sending a part. If an earlier attempt with another text may have arrived, a repeated key gives back
 * that message: its text is then unknown, and an edit puts it right. `random` is from 0 (included) to 1. Pure.
 */
export function nextAttempt(
  before: SendAttempt | undefined,
  part: Part,
  { random, now }: { readonly random: number; readonly now: Instant },
): SendAttempt {
  const isSame = before === undefined || before.fingerprint === part.fingerprint;
  const token = Math.floor(random * 2 ** 32).toString(36);
  return { token, fingerprint: isSame ? part.fingerprint : '', at: before?.at ?? now };
}

/** The row for a given state. */
export function row(
  state: Delivery['state'],
  revision: number,
  copies: readonly PartCopy[] | undefined,
): Delivery {
  return { state, revision, copies: copies ?? [] };
}

/** The state of a delivery that needs nothing more. */
export function settledState({ onlyChanges }: Aim): Delivery['state'] {
  return onlyChanges ? 'unknown' : 'delivered';
}

/** How many messages there may be: the known ones, and one that may have arrived. */
export function copiesAndAttempts(delivery: Delivery | undefined): number {
  return (delivery?.copies.length ?? 0) + (delivery?.attempt === undefined ? 0 : 1);
}

/** Whether nothing was sent. A send without an answer may have arrived, so it counts as sent. */
export function isUnsent(delivery: Delivery | undefined): boolean {
  return copiesAndAttempts(delivery) === 0;
}
