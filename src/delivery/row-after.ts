import type { Delivery } from '../domain/delivery.ts';
import type { Outcome } from '../domain/outcome.ts';
import { planStep } from './plan.ts';
import { copiesAfter, row, settledState } from './row.ts';
import { rowRevision, type Task } from './task.ts';

/** The row after a step that succeeded, and whether its item needs nothing more. Pure. */
export function rowAfter(
  task: Task,
  outcome: Outcome,
): { readonly delivery: Delivery; readonly isDone: boolean } {
  const { waiting, parts, aim, step } = task;
  const before = waiting.delivery;
  const copies = copiesAfter(before?.copies ?? [], { ...task, outcome });
  const revision = rowRevision(task);
  const settled = row(settledState(aim), revision, copies);
  const reached = { ...settled, state: stateReached(task), ...unanswered(task) };
  const next = planStep(parts, reached, aim).kind;
  if (next === 'done') return { delivery: settled, isDone: true };
  // What only has to be published counts as delivered.
  if (next === 'publish') return { delivery: { ...settled, ...unanswered(task) }, isDone: false };
  // What still has to be changed or taken back does not, even when an earlier send turns out to have arrived.
  const isShown = step.kind === 'send' && next !== 'edit';
  return { delivery: { ...reached, revision: isShown ? revision : (before?.revision ?? 0) }, isDone: false };
}

/** A card that is there is not pinned twice. Anything else is partial again while it changes. */
function stateReached({ waiting, aim, step }: Task): Delivery['state'] {
  const stood = aim.pin === true && waiting.delivery?.state === 'delivered' && step.kind !== 'send';
  return aim.onlyChanges || stood || step.kind === 'pin' ? settledState(aim) : 'partial';
}

/** A send without an answer has to be followed up even if another part was changed first. */
function unanswered({ waiting, step }: Task): Pick<Delivery, 'attempt'> {
  const attempt = step.kind === 'send' ? undefined : waiting.delivery?.attempt;
  return attempt === undefined ? {} : { attempt };
}
