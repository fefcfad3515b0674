import type { Destination, DestinationId } from '../domain/destination.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import type { Part } from '../platforms/platform.ts';
import { type CallDeps, createCalls, type TooEarly } from './calls.ts';
import { type ClaimDeps, createClaims } from './claims.ts';
import type { DeskReports } from './desk-reports.ts';
import { createGivingUp } from './giving-up.ts';
import { type Aim, planStep } from './plan.ts';
import type { Backlogs, WaitingItem } from './ports.ts';
import { type BackOff, type Decision, decide, type LongestAges } from './retry.ts';
import { copiesAfter, copiesAndAttempts, row, settledState } from './row.ts';
import { createRowWriter } from './row-writer.ts';
import { moreOf, type RunResult, restUntil, tooEarly } from './run-result.ts';
import { generation, rowRevision, type Task } from './task.ts';
import { untilKept } from './until-kept.ts';
import type { Renderable, Wanted, Wish } from './wanted.ts';

/** What a mailbox works with. */
export interface MailboxDeps extends CallDeps, Omit<ClaimDeps, 'rows'> {
  readonly messenger: CallDeps['messenger'];
  readonly backlogs: Backlogs;
  readonly subscriptions: SubscriptionRecords;
  readonly wanted: (wish: Wish) => Promise<Wanted | undefined>;
  readonly parts: (wanted: Renderable) => readonly Part[];
  readonly desk: DeskReports;
  /** Makes one digest of many missed entries; true when it did. */
  readonly catchUp: (destination: Destination, waiting: WaitingItem) => Promise<boolean>;
  readonly backOff: BackOff;
  readonly ages: LongestAges;
}

/**
 * Brings one destination one API call closer to what it should show. As long as queue and clock keep their promises,
 * only one run per destination is under way at a time. A send is claimed in its row all the same, because a double
 * send could not be undone. Aborting `stopping` ends the wait for an answer.
 */
export function createMailbox(deps: MailboxDeps) {
  const { messenger, backlogs, subscriptions, desk } = deps;
  const { takeLeave, searchBefore, makeCall } = createCalls(deps);
  const rows = createRowWriter(deps);
  const { markUnknown, giveUp } = createGivingUp({ rows, desk });
  const { renewed, withAttempt, claim, unclaim } = createClaims({ ...deps, rows });

  return async function run(
    destination: DestinationId,
    failures: number,
    stopping: AbortSignal = new AbortController().signal,
  ): Promise<RunResult> {
    const { destination: known, waiting: first } = await backlogs.next(destination);
    if (known === undefined) return forward(destination, first, stopping);
    if (known.state.isUntold === true) await untilKept(() => desk.stateChanged(destination), stopping);
    if (known.state.kind === 'paused') return rest(destination, stopping);
    const found = await nextTask(known, first, stopping);
    if (found === undefined) return idle(destination);
    const search = searchBefore(found);
    const planned = search === undefined ? withAttempt(found) : found;
    const leave = await takeLeave(planned);
    if ('allowedAt' in leave) return notYet(planned, leave);
    const task = await claim(planned);
    if (task === undefined) return moreOf(planned);
    const outcome = await makeCall(task, search);
    if (search !== undefined && outcome.kind === 'message-gone') return forget(task);
    const decision = judge(task, outcome, failures);
    const result = await conclude(task, outcome, decision);
    await reportBare(task, outcome);
    if (decision.kind === 'wait' && decision.counts)
      await desk.troubled(destination, task.waiting.item, { why: decision.why, failures });
    return afterRest(result, Math.max(leave.nextAt, restUntil(outcome)));
  };

  /** A fan-out in progress when a destination moved puts items in its old backlog. */
  async function forward(
    from: DestinationId,
    waiting: WaitingItem | undefined,
    stopping: AbortSignal,
  ): Promise<RunResult> {
    const to = waiting && (await subscriptions.movedTo(from));
    if (to === undefined) return { kind: 'idle' };
    await untilKept(() => subscriptions.move(from, to), stopping);
    return { kind: 'moved', to };
  }

  /** A put-off item waits alone and holds up nothing that comes meanwhile. */
  async function idle(destination: DestinationId): Promise<RunResult> {
    const until = await backlogs.putOffUntil(destination);
    return until === undefined ? { kind: 'idle' } : { kind: 'later', until };
  }

  /** When there is no room to spare, an optional publication is skipped. */
  async function notYet(task: Task, { allowedAt, holdsAll }: TooEarly): Promise<RunResult> {
    if (holdsAll) return tooEarly(allowedAt);
    const isSpared = task.step.kind === 'publish' && task.wanted.publish === 'with-room';
    return isSpared ? advance(task, { kind: 'message-gone' }) : putOff(task, allowedAt);
  }

  /** The other items go on without this one. */
  async function putOff(task: Task, until: Instant): Promise<RunResult> {
    const { destination, waiting, stopping } = task;
    await untilKept(() => backlogs.putOff(destination, waiting, until), stopping);
    return moreOf(task);
  }

  function judge({ wanted }: Task, outcome: Outcome, failures: number): Decision {
    const { backOff, ages } = deps;
    const context = { now: deps.now(), failures, jitter: deps.random(), backOff, ages };
    return decide(outcome, { ...context, ...(wanted.news && { news: wanted.news }) });
  }

  /** The attempt has not arrived, so it counts as never sent. */
  async function forget(task: Task): Promise<RunResult> {
    const { delivery } = task.waiting;
    await rows.record(task, row('partial', delivery?.revision ?? 0, delivery?.copies));
    return moreOf(task);
  }

  /** Does not begin a run that would only find that it is too early. */
  function afterRest(result: RunResult, until: Instant): RunResult {
    return result.kind === 'more' && until > deps.now() ? { kind: 'rest', until } : result;
  }

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
      await markUnknown(asRead, 'Dateline stopped between sending and noting the answer');
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
    const { waiting, parts, aim, step } = task;
    const copies = copiesAfter(waiting.delivery?.copies ?? [], { ...task, outcome });
    // A card that is there is not pinned twice. Anything else is partial again while it changes.
    const stood = aim.pin === true && waiting.delivery?.state === 'delivered' && step.kind !== 'send';
    const stands = aim.onlyChanges || stood || step.kind === 'pin';
    const revision = rowRevision(task);
    // A send without an answer has to be followed up even if another part was changed first.
    const attempt = step.kind === 'send' ? undefined : waiting.delivery?.attempt;
    const pending = attempt === undefined ? {} : { attempt };
    const partial = { ...row(stands ? settledState(aim) : 'partial', revision, copies), ...pending };
    const next = planStep(parts, partial, aim).kind;
    if (next !== 'done') {
      // A delivery that only has to be published counts as delivered. One that still has to be changed or taken back
      // does not, even when an earlier send turns out to have arrived.
      const isThere = next === 'publish' || (step.kind === 'send' && next !== 'edit');
      const told = isThere ? revision : (waiting.delivery?.revision ?? 0);
      const state = next === 'publish' ? settledState(aim) : partial.state;
      const begun = { ...row(state, told, copies), ...pending };
      await rows.record(task, begun);
      return moreOf(task);
    }
    const delivered = row(settledState(aim), revision, copies);
    const left = await rows.settle(task, delivered);
    if (left === undefined) return moreOf(task);
    return left.items > 0 ? { kind: 'more', isUrgent: left.isUrgent } : { kind: 'idle' };
  }

  /** The destination is not to blame for a picture that was lost on the way: the message stays without it. */
  async function reportBare({ waiting, stopping }: Task, outcome: Outcome): Promise<void> {
    const why = outcome.kind === 'delivered' ? outcome.withoutPicture : undefined;
    if (why !== undefined) await untilKept(() => desk.withoutPicture(waiting.item, why), stopping);
  }

  /** When people removed the message at the destination, a card is posted again, and an entry stays removed. */
  async function replace(task: Task, outcome: Outcome): Promise<RunResult> {
    if (task.step.kind === 'edit' && !task.wanted.pin) return advance(task, outcome);
    await rows.record(task, row('partial', generation(task) + 1, []));
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
    const paused = { kind: 'paused', why, since: deps.now(), isUntold: true } as const;
    await untilKept(() => subscriptions.setState(destination, paused), stopping);
    await untilKept(() => desk.stateChanged(destination), stopping);
    return rest(destination, stopping);
  }

  /** What somebody is waiting to be told is said elsewhere. */
  async function rest(destination: DestinationId, stopping: AbortSignal): Promise<RunResult> {
    deps.observer?.resting(destination);
    const waiting = await untilKept(() => backlogs.notices(destination), stopping);
    if (waiting.length > 0) await untilKept(() => desk.notTold(waiting), stopping);
    return { kind: 'idle' };
  }
}
