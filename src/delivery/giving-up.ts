import type { DeskReports } from './desk-reports.ts';
import type { Decision } from './retry.ts';
import { row } from './row.ts';
import type { createRowWriter } from './row-writer.ts';
import type { Task } from './task.ts';
import { untilKept } from './until-kept.ts';

/** What {@link createGivingUp} works with. */
export interface GivingUpDeps {
  readonly rows: ReturnType<typeof createRowWriter>;
  readonly desk: Pick<DeskReports, 'gaveUp'>;
}

/** What is given up, and the attempt before that. */
type GivenUp = Pick<Task, 'destination' | 'waiting' | 'standing' | 'stopping' | 'attempt'>;

type GiveUp = Extract<Decision, { kind: 'give-up' }>;

/**
 * Leaves a delivery for people to settle. The desk is told before the row is written: if the process dies in between,
 * the next run finds the same and revises the same notice, so nothing is given up in silence.
 */
export function createGivingUp({ rows, desk }: GivingUpDeps) {
  return { markUnknown, giveUp };

  /** The item stays in the backlog: its known parts may still have to change. */
  async function markUnknown(found: GivenUp, why: string): Promise<void> {
    const { waiting } = found;
    const decision = { kind: 'give-up', state: 'unknown', why } as const;
    if (waiting.item.kind === 'notice') return giveUp(found, decision);
    await tell(found, decision);
    const { revision = 0, copies } = waiting.delivery ?? {};
    await rows.record(found, row('unknown', revision, copies));
  }

  async function giveUp(found: GivenUp, decision: GiveUp): Promise<void> {
    await tell(found, decision);
    const { revision = 0, copies, attempt } = found.waiting.delivery ?? {};
    const keepsAttempt = decision.state === 'stale' && attempt !== undefined;
    const settled = { ...row(decision.state, revision, copies), ...(keepsAttempt && { attempt }) };
    await rows.settle(found, settled);
  }

  async function tell({ destination, waiting, attempt, stopping }: GivenUp, decision: GiveUp): Promise<void> {
    const token = (attempt ?? waiting.delivery?.attempt)?.token;
    const told = { ...decision, ...(token !== undefined && { token }) };
    await untilKept(() => desk.gaveUp(destination, waiting.item, told), stopping);
  }
}
