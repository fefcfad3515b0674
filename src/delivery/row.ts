import { type Delivery, goneMessageId, type PartCopy } from '../domain/delivery.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Step } from './plan.ts';

/** The copies after a step that went through. Pure. */
export function copiesAfter(
  copies: readonly PartCopy[],
  step: Exclude<Step, { kind: 'done' }>,
  outcome: Outcome,
): readonly PartCopy[] {
  switch (step.kind) {
    case 'send':
      return outcome.kind === 'delivered'
        ? [...copies, { messageId: outcome.messageId, fingerprint: step.part.fingerprint }]
        : copies;
    case 'edit':
      return copies.with(step.index, {
        messageId: outcome.kind === 'message-gone' ? goneMessageId : step.messageId,
        fingerprint: step.part.fingerprint,
      });
    case 'delete':
      return copies.slice(0, step.index);
    case 'pin':
      return copies;
  }
}

/** The row to write in a given state. */
export function row(
  state: Delivery['state'],
  revision: number,
  copies: readonly PartCopy[] | undefined,
): Delivery {
  return { state, revision, copies: copies ?? [] };
}
