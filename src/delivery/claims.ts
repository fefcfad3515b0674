import { type Delivery, leaving, type PartCopy, type SendAttempt } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Messenger } from '../platforms/platform.ts';
import type { Backlogs, WaitingItem } from './ports.ts';
import { nextAttempt, row } from './row.ts';
import type { createRowWriter } from './row-writer.ts';
import { rowRevision, type Task } from './task.ts';
import { untilKept } from './until-kept.ts';

/** What {@link createClaims} works with. */
export interface ClaimDeps {
  readonly messenger: Pick<Messenger, 'sendIsRepeatable'>;
  readonly backlogs: Pick<Backlogs, 'record'>;
  readonly rows: Pick<ReturnType<typeof createRowWriter>, 'restore'>;
  /** From 0 (included) to 1. */
  readonly random: () => number;
  readonly now: () => Instant;
}

/**
 * Records a call in the row while it is under way, so that whoever reads the row next knows what may have happened
 * even if the answer was never noted.
 */
export function createClaims({ messenger, backlogs, rows, random, now }: ClaimDeps) {
  return { renewed, withAttempt, claim, unclaim };

  /**
   * A card that may have arrived without an answer cannot be edited. It made no sound and is not pinned, so once
   * there is something new to show, another card is posted and pinned.
   */
  async function renewed(destination: DestinationId, waiting: WaitingItem): Promise<WaitingItem> {
    const { item, delivery } = waiting;
    if (item.kind !== 'card' || delivery?.state !== 'unknown') return waiting;
    const next = row('partial', delivery.revision + 1, []);
    return (await backlogs.record(destination, waiting, next)) ? { ...waiting, delivery: next } : waiting;
  }

  function withAttempt(task: Task): Task {
    const { step, waiting } = task;
    if (step.kind !== 'send') return task;
    const before = waiting.delivery?.attempt;
    return { ...task, attempt: nextAttempt(before, step.part, { random: random(), now: now() }) };
  }

  /** Records a call before it is made. Undefined when another run was faster. */
  async function claim(task: Task): Promise<Task | undefined> {
    const { destination, waiting, stopping } = task;
    const begun = rowUnderWay(task);
    if (begun === undefined) return task;
    const isOurs = await untilKept(() => backlogs.record(destination, waiting, begun), stopping);
    if (!isOurs) return undefined;
    const claimed = { ...task, standing: begun };
    return task.step.kind === 'send' ? claimed : { ...claimed, waiting: { ...waiting, delivery: begun } };
  }

  /** Restores the row, since nothing was sent. A send that may have arrived keeps its attempt. */
  async function unclaim(task: Task, outcome: Outcome): Promise<void> {
    const { waiting, attempt } = task;
    const mayHaveArrived = messenger.sendIsRepeatable && outcome.kind === 'retry-later';
    if (attempt === undefined || mayHaveArrived) return;
    await rows.restore(task, waiting.delivery ?? row('partial', 0, []));
  }
}

/** The row while the call is under way; undefined when the present row says enough. */
function rowUnderWay(task: Task): Delivery | undefined {
  const { step, waiting, attempt } = task;
  const { delivery } = waiting;
  switch (step.kind) {
    case 'send':
      return attempt && { ...row('sending', sentRevision(task, attempt), delivery?.copies), attempt };
    case 'edit':
      return delivery && withFingerprint(delivery, step.index, unknownText);
    case 'delete':
      return delivery && withFingerprint(delivery, step.index, leaving);
    case 'pin':
    case 'publish':
      return undefined;
  }
}

/** When nobody knows which of several texts arrived, it may be the oldest. */
function sentRevision(task: Task, { fingerprint }: SendAttempt): number {
  return fingerprint === unknownText ? (task.waiting.delivery?.revision ?? 0) : rowRevision(task);
}

/** Equals no part's fingerprint: the next wanted text is written, even if the copy showed it before. */
const unknownText: PartCopy['fingerprint'] = '';

function withFingerprint(delivery: Delivery, index: number, fingerprint: string): Delivery | undefined {
  const copy = delivery.copies[index];
  if (copy === undefined || copy.fingerprint === fingerprint) return undefined;
  return { ...delivery, copies: delivery.copies.with(index, { ...copy, fingerprint }) };
}
