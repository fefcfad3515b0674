import type { DestinationId } from '../domain/destination.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import type { createClaims } from './claims.ts';
import type { DeskReports } from './desk-reports.ts';
import type { createGivingUp } from './giving-up.ts';
import type { DeliveryObserver } from './observer.ts';
import type { Backlogs } from './ports.ts';
import type { Decision } from './retry.ts';
import { row } from './row.ts';
import { rowAfter } from './row-after.ts';
import type { createRowWriter } from './row-writer.ts';
import { moreOf, type RunResult } from './run-result.ts';
import { generation, type Task } from './task.ts';
import { untilKept } from './until-kept.ts';

/** What {@link createConclusions} works with. */
export interface ConclusionDeps {
  readonly backlogs: Pick<Backlogs, 'putOff' | 'notices'>;
  readonly subscriptions: Pick<SubscriptionRecords, 'move' | 'setState'>;
  readonly desk: DeskReports;
  /** Told of destinations that rest; nobody is when absent. */
  readonly observer?: DeliveryObserver;
  readonly now: () => Instant;
}

/** The writers of rows that conclusions share with the rest of a run. */
type Writers = ReturnType<typeof createRowWriter> &
  Pick<ReturnType<typeof createClaims>, 'unclaim'> &
  Pick<ReturnType<typeof createGivingUp>, 'giveUp'>;

/** Records what follows from an answer, and tells how the run goes on. */
export function createConclusions(
  { backlogs, subscriptions, desk, observer, now }: ConclusionDeps,
  { record, settle, unclaim, giveUp }: Writers,
) {
  return { conclude, advance, putOff, rest };

  async function conclude(task: Task, outcome: Outcome, decision: Decision): Promise<RunResult> {
    if (task.step.kind === 'publish') return concludePublication(task, outcome, decision);
    switch (decision.kind) {
      case 'go-on':
        return advance(task, outcome);
      case 'wait':
        await unclaim(task, outcome);
        return decision.scope === 'message' ? putOff(task, decision.until) : decision;
      case 'pause':
        return pauseOrGoOn(task, outcome, decision.why);
      case 'move':
        // Before the move: what is claimed counts as begun at the new address too.
        await unclaim(task, outcome);
        await untilKept(() => subscriptions.move(task.destination, decision.to), task.stopping);
        return { kind: 'moved', to: decision.to };
      case 'replace':
        return replace(task, outcome);
      case 'give-up':
        await giveUp(task, decision);
        return moreOf(task);
    }
  }

  /** The message is posted: nothing waits for its publication, and a failed publication does not pause the place. */
  async function concludePublication(task: Task, outcome: Outcome, decision: Decision): Promise<RunResult> {
    const { destination, waiting, stopping } = task;
    if (decision.kind === 'wait' && decision.scope === 'platform') return decision;
    if (decision.kind === 'wait') return putOff(task, decision.until);
    if (decision.kind === 'pause')
      await untilKept(() => desk.cannotPublish(destination, waiting.item, decision.why), stopping);
    return advance(task, outcome);
  }

  async function advance(task: Task, outcome: Outcome): Promise<RunResult> {
    const { delivery, isDone } = rowAfter(task, outcome);
    if (!isDone) {
      await record(task, delivery);
      return moreOf(task);
    }
    const left = await settle(task, delivery);
    if (left === undefined) return moreOf(task);
    return left.items > 0 ? { kind: 'more', isUrgent: left.isUrgent } : { kind: 'idle' };
  }

  /** When people removed the message at the destination, a card is posted again, and an entry stays removed. */
  async function replace(task: Task, outcome: Outcome): Promise<RunResult> {
    if (task.step.kind === 'edit' && !task.wanted.pin) return advance(task, outcome);
    await record(task, row('partial', generation(task) + 1, []));
    return moreOf(task);
  }

  /** Without the right to pin, the card stays unpinned. Any other missing right pauses the destination. */
  async function pauseOrGoOn(task: Task, outcome: Outcome, why: string): Promise<RunResult> {
    const { destination, stopping } = task;
    if (task.step.kind === 'pin') {
      await untilKept(() => desk.cannotPin(destination, why), stopping);
      return advance(task, { kind: 'unchanged' });
    }
    await unclaim(task, outcome);
    const paused = { kind: 'paused', why, since: now(), isUntold: true } as const;
    await untilKept(() => subscriptions.setState(destination, paused), stopping);
    await untilKept(() => desk.stateChanged(destination), stopping);
    return rest(destination, stopping);
  }

  /** The other items go on without this one. */
  async function putOff(task: Task, until: Instant): Promise<RunResult> {
    const { destination, waiting, stopping } = task;
    await untilKept(() => backlogs.putOff(destination, waiting, until), stopping);
    return moreOf(task);
  }

  /** What somebody is waiting to be told is said elsewhere. */
  async function rest(destination: DestinationId, stopping: AbortSignal): Promise<RunResult> {
    observer?.resting(destination);
    const waiting = await untilKept(() => backlogs.notices(destination), stopping);
    if (waiting.length > 0) await untilKept(() => desk.notTold(waiting), stopping);
    return { kind: 'idle' };
  }
}
