import type { BacklogItem } from '../domain/backlog-item.ts';
import { formatItem } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import type { Messenger, Part } from '../platforms/platform.ts';
import type { DeskReports } from './desk-reports.ts';
import { planStep, type Step } from './plan.ts';
import type { Backlogs } from './ports.ts';
import { type BackOff, type Decision, decide } from './retry.ts';
import { copiesAfter, row } from './row.ts';
import type { Wanted, Wish } from './wanted.ts';

/** What a run of a mailbox ended with. */
export type RunResult =
  /** The backlog is empty, or the destination is paused. */
  | { readonly kind: 'idle' }
  /** One call was made and there is more to do. */
  | { readonly kind: 'more' }
  /** Nothing may be tried before `until`. */
  | Extract<Decision, { kind: 'wait' }>
  /** The destination has a new address, whose mailbox is to be woken. */
  | { readonly kind: 'moved'; readonly to: DestinationId };

/** What a mailbox works with. */
export interface MailboxDeps {
  readonly messenger: Messenger;
  readonly backlogs: Backlogs;
  readonly subscriptions: SubscriptionRecords;
  readonly wanted: (wish: Wish) => Promise<Wanted | undefined>;
  readonly parts: (wanted: Wanted) => readonly Part[];
  readonly desk: DeskReports;
  readonly now: () => Instant;
  /** From 0 (included) to 1. */
  readonly random: () => number;
  readonly backOff: BackOff;
}

/**
 * How often a message was posted anew after people removed it: cards count that in their row's revision. It is part
 * of the idempotency key, since Discord answers a known key with the message that is gone.
 */
function generation({ wanted, delivery }: Pick<Task, 'wanted' | 'delivery'>): number {
  return wanted.pin ? (delivery?.revision ?? 0) : 0;
}

/** What a row's `revision` counts: revisions of an entry, generations of a card. */
function rowRevision(task: Pick<Task, 'wanted' | 'delivery'>): number {
  return task.wanted.pin ? generation(task) : task.wanted.revision;
}

type ApiStep = Exclude<Step, { kind: 'done' }>;

/** One item under way: what is wanted of it, what is there, and the call that comes next. */
interface Task {
  readonly destination: DestinationId;
  readonly item: BacklogItem;
  readonly delivery: Delivery | undefined;
  readonly wanted: Wanted;
  readonly parts: readonly Part[];
  readonly step: ApiStep;
}

/**
 * Brings one destination one API call nearer to what it should show. At most one run per destination is under way
 * at any time (the queue sees to that), so a run reads, calls and writes without a lock.
 */
export function createMailbox(deps: MailboxDeps) {
  const { messenger, backlogs, subscriptions, desk } = deps;

  return async function run(destination: DestinationId, failures: number): Promise<RunResult> {
    const known = await subscriptions.destination(destination);
    if (known === undefined || known.state.kind === 'paused') return { kind: 'idle' };
    const task = await nextTask(destination);
    if (task === undefined) return { kind: 'idle' };
    await markSending(task);
    const outcome = await call(task);
    const { backOff } = deps;
    const decision = decide(outcome, { now: deps.now(), failures, jitter: deps.random(), backOff });
    if (decision.kind === 'wait' && decision.counts)
      await desk.troubled(destination, task.item, { why: decision.why, failures });
    return conclude(task, outcome, decision);
  };

  /** The first item that needs a call; the ones before it are settled on the way. */
  async function nextTask(destination: DestinationId): Promise<Task | undefined> {
    for (;;) {
      const next = await backlogs.next(destination);
      if (next === undefined) return undefined;
      const task = await toTask(destination, next.item, next.delivery);
      if (task !== undefined) return task;
    }
  }

  async function toTask(
    destination: DestinationId,
    item: BacklogItem,
    delivery: Delivery | undefined,
  ): Promise<Task | undefined> {
    if (delivery?.state === 'sending') {
      const why = 'Dateline stopped between sending and noting the answer';
      return giveUp({ destination, item, delivery }, { kind: 'give-up', state: 'unknown', why });
    }
    const wanted =
      delivery?.state === 'unknown'
        ? undefined
        : await deps.wanted({ destination, item, ...(delivery && { delivery }) });
    if (wanted === undefined) {
      await backlogs.settle(destination, item);
      return undefined;
    }
    const parts = deps.parts(wanted);
    const step = planStep(parts, delivery, wanted.pin);
    if (step.kind !== 'done') return { destination, item, delivery, wanted, parts, step };
    const revision = rowRevision({ wanted, delivery });
    await backlogs.settle(destination, item, row('delivered', revision, delivery?.copies));
    return undefined;
  }

  /** Where a repeat would be a second message, the attempt is on record before it is made. */
  async function markSending({ step, destination, item, delivery, wanted }: Task): Promise<void> {
    if (step.kind !== 'send' || messenger.sendIsRepeatable) return;
    const revision = rowRevision({ wanted, delivery });
    await backlogs.record(destination, item, row('sending', revision, delivery?.copies));
  }

  function call(task: Task): Promise<Outcome> {
    const { step, destination, item, wanted } = task;
    switch (step.kind) {
      case 'send':
        return messenger.send({
          destination,
          part: step.part,
          idempotencyKey: `${destination} ${formatItem(item)} ${generation(task)} ${step.index}`,
          silent: wanted.silent || step.index > 0,
          ...(step.replyTo !== undefined && { replyTo: step.replyTo }),
        });
      case 'edit':
        return messenger.edit({ destination, messageId: step.messageId, part: step.part });
      case 'delete':
        return messenger.delete({ destination, messageId: step.messageId });
      case 'pin':
        return messenger.pin({ destination, messageId: step.messageId });
    }
  }

  async function conclude(task: Task, outcome: Outcome, decision: Decision): Promise<RunResult> {
    switch (decision.kind) {
      case 'go-on':
        return advance(task, outcome);
      case 'wait':
        await unmarkSending(task);
        return decision;
      case 'pause':
        return pauseOrGoOn(task, decision.why);
      case 'move':
        await subscriptions.move(task.destination, decision.to);
        return { kind: 'moved', to: decision.to };
      case 'replace':
        return replace(task, outcome);
      case 'give-up':
        await giveUp(task, decision);
        return { kind: 'more' };
    }
  }

  async function advance(task: Task, outcome: Outcome): Promise<RunResult> {
    const { destination, item, wanted, parts, step } = task;
    const copies = copiesAfter(task.delivery?.copies ?? [], step, outcome);
    // Once all of it stands, an edit in place does not make it partial again: a card is not pinned twice.
    const stands = task.delivery?.state === 'delivered' && step.kind !== 'send';
    const revision = rowRevision(task);
    const partial = row(stands ? 'delivered' : 'partial', revision, copies);
    const isDone = step.kind === 'pin' || planStep(parts, partial, wanted.pin).kind === 'done';
    if (!isDone) {
      await backlogs.record(destination, item, partial);
      return { kind: 'more' };
    }
    const left = await backlogs.settle(destination, item, row('delivered', revision, copies));
    return { kind: left > 0 ? 'more' : 'idle' };
  }

  /** A message that people removed at the destination: a card is posted anew, an entry stays removed. */
  async function replace(task: Task, outcome: Outcome): Promise<RunResult> {
    if (task.step.kind === 'edit' && !task.wanted.pin) return advance(task, outcome);
    await backlogs.record(task.destination, task.item, row('partial', generation(task) + 1, []));
    return { kind: 'more' };
  }

  async function unmarkSending({ step, destination, item, delivery }: Task): Promise<void> {
    if (step.kind !== 'send' || messenger.sendIsRepeatable) return;
    await backlogs.record(destination, item, delivery ?? row('partial', 0, []));
  }

  /** A missing right to pin leaves the card unpinned; any other missing right pauses the destination. */
  async function pauseOrGoOn(task: Task, why: string): Promise<RunResult> {
    const { destination } = task;
    if (task.step.kind === 'pin') {
      await desk.cannotPin(destination, why);
      return advance(task, { kind: 'unchanged' });
    }
    await unmarkSending(task);
    const changed = await subscriptions.setState(destination, { kind: 'paused', why, since: deps.now() });
    if (changed) await desk.paused(destination, why);
    return { kind: 'idle' };
  }

  async function giveUp(
    task: Pick<Task, 'destination' | 'item' | 'delivery'>,
    decision: Extract<Decision, { kind: 'give-up' }>,
  ): Promise<undefined> {
    const { destination, item, delivery } = task;
    const settled = row(decision.state, delivery?.revision ?? 0, delivery?.copies);
    await backlogs.settle(destination, item, settled);
    await desk.gaveUp(destination, item, decision);
    return undefined;
  }
}
