import { formatItem } from '../domain/backlog-item.ts';
import type { SendAttempt } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import type { Messenger, Part } from '../platforms/platform.ts';
import type { DeskReports } from './desk-reports.ts';
import { planStep, type Step } from './plan.ts';
import type { Backlogs, WaitingItem } from './ports.ts';
import { type BackOff, type Decision, decide } from './retry.ts';
import { copiesAfter, nextAttempt, row } from './row.ts';
import { unlessStopped } from './unless-stopped.ts';
import { untilKept } from './until-kept.ts';
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

/** One item under way: what is wanted of it, what is there, and the call that comes next. */
interface Task {
  readonly destination: DestinationId;
  readonly waiting: WaitingItem;
  readonly wanted: Wanted;
  readonly parts: readonly Part[];
  readonly step: Exclude<Step, { kind: 'done' }>;
  /** Of a send: what stands in the row while it is under way. */
  readonly attempt?: SendAttempt;
  /** Aborted when answers are not waited for any longer. */
  readonly stopping: AbortSignal;
}

/**
 * How often a message was posted anew after people removed it: cards count that in their row's revision. It is part
 * of the idempotency key, since Discord answers a known key with the message that is gone.
 */
function generation({ wanted, waiting }: Pick<Task, 'wanted' | 'waiting'>): number {
  return wanted.pin ? (waiting.delivery?.revision ?? 0) : 0;
}

/** What a row's `revision` counts: revisions of an entry, generations of a card. */
function rowRevision(task: Pick<Task, 'wanted' | 'waiting'>): number {
  return task.wanted.pin ? generation(task) : task.wanted.revision;
}

/**
 * Brings one destination one API call nearer to what it should show. At most one run per destination is under way
 * at a time, as long as queue and clock do what they promise; a send is claimed in its row all the same, because
 * two of them could not be taken back. Aborting `stopping` ends the wait for an answer.
 */
export function createMailbox(deps: MailboxDeps) {
  const { messenger, backlogs, subscriptions, desk } = deps;

  return async function run(
    destination: DestinationId,
    failures: number,
    stopping: AbortSignal = new AbortController().signal,
  ): Promise<RunResult> {
    const known = await subscriptions.destination(destination);
    if (known === undefined || known.state.kind === 'paused') return { kind: 'idle' };
    const found = await nextTask(destination, stopping);
    if (found === undefined) return { kind: 'idle' };
    const task = withAttempt(found);
    if (!(await claim(task))) return { kind: 'more' };
    const outcome = await unlessStopped(() => call(task), isRisky(task), stopping);
    const { backOff } = deps;
    const decision = decide(outcome, { now: deps.now(), failures, jitter: deps.random(), backOff });
    const result = await conclude(task, outcome, decision);
    if (decision.kind === 'wait' && decision.counts)
      await desk.troubled(destination, task.waiting.item, { why: decision.why, failures });
    return result;
  };

  /** The first item that needs a call; the ones before it are settled on the way. */
  async function nextTask(destination: DestinationId, stopping: AbortSignal): Promise<Task | undefined> {
    for (;;) {
      const waiting = await backlogs.next(destination);
      if (waiting === undefined) return undefined;
      const task = await toTask({ destination, waiting, stopping });
      if (task !== undefined) return task;
    }
  }

  async function toTask(
    found: Pick<Task, 'destination' | 'waiting' | 'stopping'>,
  ): Promise<Task | undefined> {
    const { destination, waiting } = found;
    const { item, delivery } = waiting;
    if (delivery?.state === 'sending' && !messenger.sendIsRepeatable) {
      const why = 'Dateline stopped between sending and noting the answer';
      return giveUp(found, { kind: 'give-up', state: 'unknown', why });
    }
    const wanted =
      delivery?.state === 'unknown'
        ? undefined
        : await deps.wanted({ destination, item, ...(delivery && { delivery }) });
    if (wanted === undefined) {
      await backlogs.settle(destination, waiting);
      return undefined;
    }
    const parts = deps.parts(wanted);
    const step = planStep(parts, delivery, wanted.pin);
    if (step.kind !== 'done') return { ...found, wanted, parts, step };
    const revision = rowRevision({ wanted, waiting });
    await backlogs.settle(destination, waiting, row('delivered', revision, delivery?.copies));
    return undefined;
  }

  function withAttempt(task: Task): Task {
    const { step, waiting } = task;
    if (step.kind !== 'send') return task;
    return { ...task, attempt: nextAttempt(waiting.delivery, step.part, deps.random()) };
  }

  /** A send is on record before it is made. False when another run was faster. */
  async function claim(task: Task): Promise<boolean> {
    const { destination, waiting, attempt, stopping } = task;
    if (attempt === undefined) return true;
    const begun = { ...row('sending', rowRevision(task), waiting.delivery?.copies), attempt };
    return untilKept(() => backlogs.claim(destination, waiting, begun), stopping);
  }

  /** Whether a call without an answer may not be repeated. */
  function isRisky({ step }: Task): boolean {
    return step.kind === 'send' && !messenger.sendIsRepeatable;
  }

  function call(task: Task): Promise<Outcome> {
    const { step, destination, waiting, wanted } = task;
    switch (step.kind) {
      case 'send':
        return messenger.send({
          destination,
          part: step.part,
          idempotencyKey: `${destination} ${formatItem(waiting.item)} ${generation(task)} ${step.index}`,
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
        await unclaim(task, outcome);
        return decision;
      case 'pause':
        return pauseOrGoOn(task, outcome, decision.why);
      case 'move':
        await untilKept(() => subscriptions.move(task.destination, decision.to), task.stopping);
        return { kind: 'moved', to: decision.to };
      case 'replace':
        return replace(task, outcome);
      case 'give-up':
        await giveUp(task, decision);
        return { kind: 'more' };
    }
  }

  async function advance(task: Task, outcome: Outcome): Promise<RunResult> {
    const { destination, waiting, wanted, parts, step, stopping } = task;
    const copies = copiesAfter(waiting.delivery?.copies ?? [], { ...task, outcome });
    // Once all of it stands, an edit in place does not make it partial again: a card is not pinned twice.
    const stands = waiting.delivery?.state === 'delivered' && step.kind !== 'send';
    const revision = rowRevision(task);
    const partial = row(stands ? 'delivered' : 'partial', revision, copies);
    const isDone = step.kind === 'pin' || planStep(parts, partial, wanted.pin).kind === 'done';
    if (!isDone) {
      await untilKept(() => backlogs.record(destination, waiting.item, partial), stopping);
      return { kind: 'more' };
    }
    const delivered = row('delivered', revision, copies);
    const left = await untilKept(() => backlogs.settle(destination, waiting, delivered), stopping);
    return { kind: left > 0 ? 'more' : 'idle' };
  }

  /** A message that people removed at the destination: a card is posted anew, an entry stays removed. */
  async function replace(task: Task, outcome: Outcome): Promise<RunResult> {
    if (task.step.kind === 'edit' && !task.wanted.pin) return advance(task, outcome);
    const { destination, waiting, stopping } = task;
    const next = row('partial', generation(task) + 1, []);
    await untilKept(() => backlogs.record(destination, waiting.item, next), stopping);
    return { kind: 'more' };
  }

  /** Nothing was sent, so the row is again what it was. A send that may have arrived keeps its attempt. */
  async function unclaim({ destination, waiting, attempt, stopping }: Task, outcome: Outcome): Promise<void> {
    const mayHaveArrived = messenger.sendIsRepeatable && outcome.kind === 'retry-later';
    if (attempt === undefined || mayHaveArrived) return;
    const before = waiting.delivery ?? row('partial', 0, []);
    await untilKept(() => backlogs.record(destination, waiting.item, before), stopping);
  }

  /** A missing right to pin leaves the card unpinned; any other missing right pauses the destination. */
  async function pauseOrGoOn(task: Task, outcome: Outcome, why: string): Promise<RunResult> {
    const { destination, stopping } = task;
    if (task.step.kind === 'pin') {
      await untilKept(() => desk.cannotPin(destination, why), stopping);
      return advance(task, { kind: 'unchanged' });
    }
    await unclaim(task, outcome);
    const paused = { kind: 'paused', why, since: deps.now() } as const;
    const changed = await untilKept(() => subscriptions.setState(destination, paused), stopping);
    if (changed) await untilKept(() => desk.paused(destination, why), stopping);
    return { kind: 'idle' };
  }

  async function giveUp(
    { destination, waiting, stopping }: Pick<Task, 'destination' | 'waiting' | 'stopping'>,
    decision: Extract<Decision, { kind: 'give-up' }>,
  ): Promise<undefined> {
    const settled = row(decision.state, waiting.delivery?.revision ?? 0, waiting.delivery?.copies);
    await untilKept(() => backlogs.settle(destination, waiting, settled), stopping);
    await untilKept(() => desk.gaveUp(destination, waiting.item, decision), stopping);
    return undefined;
  }
}
