import type { DestinationId } from '../domain/destination.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import { type CallDeps, createCalls } from './calls.ts';
import { type ClaimDeps, createClaims } from './claims.ts';
import { createConclusions } from './conclusions.ts';
import type { DeskReports } from './desk-reports.ts';
import { createGivingUp } from './giving-up.ts';
import { createLeave, type LeaveDeps, type TooEarly } from './leave.ts';
import { createTaskFinder, type TaskFinderDeps } from './next-task.ts';
import type { Backlogs, WaitingItem } from './ports.ts';
import { type BackOff, type Decision, decide, type LongestAges } from './retry.ts';
import { row } from './row.ts';
import { createRowWriter } from './row-writer.ts';
import { moreOf, type RunResult, restUntil, tooEarly } from './run-result.ts';
import type { Task } from './task.ts';
import { untilKept } from './until-kept.ts';

/** What a mailbox works with. */
export interface MailboxDeps extends CallDeps, LeaveDeps, TaskFinderDeps, Omit<ClaimDeps, 'rows'> {
  readonly messenger: CallDeps['messenger'];
  readonly backlogs: Backlogs;
  readonly subscriptions: SubscriptionRecords;
  readonly desk: DeskReports;
  readonly backOff: BackOff;
  readonly ages: LongestAges;
}

/** When the next call is allowed, by what is counted here and by what the platform announced. */
interface Rest {
  readonly nextAt: Instant;
  readonly announced: Instant;
}

/**
 * Brings one destination one API call closer to what it should show. As long as queue and clock keep their promises,
 * only one run per destination is under way at a time. A send is claimed in its row all the same, because a double
 * send could not be undone. Aborting `stopping` ends the wait for an answer.
 */
export function createMailbox(deps: MailboxDeps) {
  const { backlogs, subscriptions, desk } = deps;
  const { checkBefore, searchBefore, makeCall } = createCalls(deps);
  const takeLeave = createLeave(deps);
  const rows = createRowWriter(deps);
  const givingUp = createGivingUp({ rows, desk });
  const claims = createClaims({ ...deps, rows });
  const nextTask = createTaskFinder(deps, { ...claims, ...givingUp });
  const { conclude, advance, putOff, rest } = createConclusions(deps, { ...rows, ...claims, ...givingUp });

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
    // Before the claim: a row that says `sending` is asked about if the process ends.
    const silence = await checkBefore(found);
    if (silence !== undefined) return follow(found, silence, failures);
    const search = searchBefore(found);
    const planned = search === undefined ? claims.withAttempt(found) : found;
    const leave = await takeLeave(planned);
    if ('allowedAt' in leave) return notYet(planned, leave);
    const task = await claims.claim(planned);
    if (task === undefined) return moreOf(planned);
    const outcome = await makeCall(task, search);
    if (search !== undefined && outcome.kind === 'message-gone') return forget(task);
    const result = await follow(task, outcome, failures);
    return afterRest(result, { nextAt: leave.nextAt, announced: restUntil(outcome) });
  };

  /** Records what follows from an outcome, and tells the desk what it has to know. */
  async function follow(task: Task, outcome: Outcome, failures: number): Promise<RunResult> {
    const decision = judge(task, outcome, failures);
    const result = await conclude(task, outcome, decision);
    await reportBare(task, outcome);
    if (decision.kind === 'wait' && decision.counts)
      await desk.troubled(task.destination, task.waiting.item, { why: decision.why, failures });
    return result;
  }

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

  /**
   * Does not begin a run that would only find that it is too early. A pause that the platform announced is also kept
   * where nothing is left to do, since nobody else remembers it for what comes next.
   */
  function afterRest(result: RunResult, { nextAt, announced }: Rest): RunResult {
    if (result.kind !== 'more' && result.kind !== 'idle') return result;
    const until = result.kind === 'more' ? Math.max(nextAt, announced) : announced;
    return until > deps.now() ? { kind: 'rest', until } : result;
  }

  /** The destination is not to blame for a picture that was lost on the way: the message stays without it. */
  async function reportBare({ waiting, stopping }: Task, outcome: Outcome): Promise<void> {
    const why = outcome.kind === 'delivered' ? outcome.withoutPicture : undefined;
    if (why !== undefined) await untilKept(() => desk.withoutPicture(waiting.item, why), stopping);
  }
}
