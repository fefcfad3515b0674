import type { Destination } from '../domain/destination.ts';
import type { Messenger, Part } from '../platforms/platform.ts';
import type { createClaims } from './claims.ts';
import type { createGivingUp } from './giving-up.ts';
import { type Aim, planStep } from './plan.ts';
import type { Backlogs, WaitingItem } from './ports.ts';
import { copiesAndAttempts, row, settledState } from './row.ts';
import { rowRevision, type Task } from './task.ts';
import type { Renderable, Wanted, Wish } from './wanted.ts';

/** What {@link createTaskFinder} works with. */
export interface TaskFinderDeps {
  readonly messenger: Pick<Messenger, 'sendIsRepeatable' | 'publish'>;
  readonly backlogs: Pick<Backlogs, 'next' | 'settle'>;
  readonly wanted: (wish: Wish) => Promise<Wanted | undefined>;
  readonly parts: (wanted: Renderable) => readonly Part[];
  /** Makes one digest of many missed entries; true when it did. */
  readonly catchUp: (destination: Destination, waiting: WaitingItem) => Promise<boolean>;
}

/** The ways in which an item is dealt with before it can become a task. */
type BeforeTask = Pick<ReturnType<typeof createClaims>, 'renewed'> &
  Pick<ReturnType<typeof createGivingUp>, 'markUnknown'>;

/** Why nobody knows what became of a send that was begun. */
const noAnswerNoted =
  'Dateline stopped, or the chat got a new address, between sending and noting the answer';

/** Finds what a destination needs next. */
export function createTaskFinder(deps: TaskFinderDeps, { renewed, markUnknown }: BeforeTask) {
  const { messenger, backlogs } = deps;

  return nextTask;

  /** The first item that needs a call. Those before it are settled on the way. */
  async function nextTask(
    known: Destination,
    first: WaitingItem | undefined,
    stopping: AbortSignal,
  ): Promise<Task | undefined> {
    const { id: destination } = known;
    for (let waiting = first; waiting !== undefined; waiting = (await backlogs.next(destination)).waiting) {
      if (await deps.catchUp(known, waiting)) continue;
      const task = await toTask({ destination, waiting: await renewed(destination, waiting), stopping });
      if (task !== undefined) return task;
    }
    return undefined;
  }

  async function toTask(
    found: Pick<Task, 'destination' | 'waiting' | 'stopping'>,
  ): Promise<Task | undefined> {
    const { destination, waiting } = found;
    const { item, delivery } = waiting;
    const asRead = { ...found, standing: delivery };
    if (delivery?.state === 'sending' && !messenger.sendIsRepeatable) {
      await markUnknown(asRead, noAnswerNoted);
      return undefined;
    }
    const wanted = await deps.wanted({ destination, item, ...(delivery && { delivery }) });
    if (wanted === undefined) {
      await backlogs.settle(destination, waiting);
      return undefined;
    }
    const parts = deps.parts(wanted);
    const aim = aimOf({ wanted, waiting }, parts);
    const step = planStep(parts, delivery, aim);
    if (step.kind !== 'done') return { ...asRead, wanted, parts, aim, step };
    const revision = rowRevision({ wanted, waiting });
    await backlogs.settle(destination, waiting, row(settledState(aim), revision, delivery?.copies));
    return undefined;
  }

  /** Nothing is added to a delivery that is only partly known, but its known parts follow the entry. */
  function aimOf({ wanted, waiting }: Pick<Task, 'wanted' | 'waiting'>, parts: readonly Part[]): Aim {
    const { pin, replyTo, leftOver } = wanted;
    const { item, delivery } = waiting;
    const hasMore = copiesAndAttempts(delivery) > parts.length;
    const [left] = leftOver && hasMore ? deps.parts(leftOver) : [];
    return {
      pin,
      publish: wanted.publish !== undefined && messenger.publish !== undefined,
      ...(replyTo !== undefined && { replyTo }),
      ...(left && { leftOver: left }),
      onlyChanges: delivery?.state === 'unknown' && item.kind !== 'notice',
    };
  }
}
