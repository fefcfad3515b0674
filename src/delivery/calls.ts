import { formatItem } from '../domain/backlog-item.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type {
  EditRequest,
  Messenger,
  Pace,
  PacedCall,
  SendRequest,
  SentSearch,
} from '../platforms/platform.ts';
import type { Gate } from './gate.ts';
import type { DeliveryObserver } from './observer.ts';
import type { Step } from './plan.ts';
import type { Paces } from './ports.ts';
import { clocksDifferMs } from './set-back.ts';
import { generation, type Task } from './task.ts';
import { unlessStopped } from './unless-stopped.ts';

/** The least time for which a platform recognises the key of an earlier send; Discord says "a few minutes". */
const keyLastsMs = 2 * 60_000;

/** What {@link createCalls} works with. */
export interface CallDeps {
  readonly messenger: Messenger;
  /** Absent where calls are not paced. */
  readonly paces?: Paces;
  /** Awaited right before each call; absent for no wait. */
  readonly gate?: Gate;
  /** Told of every call; nobody is when absent. */
  readonly observer?: DeliveryObserver;
  readonly now: () => Instant;
}

/** Either the call may be made now, and `nextAt` says when the next one may; or it is too early. */
type Leave = { readonly nextAt: Instant } | TooEarly;

/**
 * A call that may not be made before a moment. With `holdsAll`, no other call to the destination may be made before
 * it either.
 */
export interface TooEarly {
  readonly allowedAt: Instant;
  readonly holdsAll: boolean;
}

/**
 * A card shows only the newest state, so some of its edits can be left out: in a lively hour that leaves room for the
 * entries.
 */
const cardEdits = { calls: 2, perMs: 10_000 } as const;

/** The pace at which a card is edited. A card that has to take something back is not slowed down. */
function cardPace({ step, wanted, waiting, destination }: Task): Pace | undefined {
  if (!wanted.pin || step.kind !== 'edit' || waiting.isUrgent) return undefined;
  return { name: `${destination} ${formatItem(waiting.item)}`, windows: [cardEdits], holdsAll: false };
}

/** The outcome for a platform that cannot publish: nothing is called. */
const notPublished: Promise<Outcome> = Promise.resolve({ kind: 'message-gone' });

/** What takes something back is tried at once; the platform itself answers when that is too often. */
function paceFacts({ step, waiting, wanted }: Task): Pick<PacedCall, 'isPublished' | 'leavesRoom'> {
  if (step.kind === 'publish') return { leavesRoom: wanted.publish !== 'surely' };
  if (step.kind !== 'edit' || waiting.isUrgent) return {};
  return { isPublished: waiting.delivery?.copies[step.index]?.published === 'yes' };
}

/** Makes the functions that turn a task into calls to its platform. */
export function createCalls({ messenger, paces, gate, observer, now }: CallDeps) {
  return { checkBefore, takeLeave, searchBefore, makeCall };

  /** Why a send that could not be repeated has to wait; undefined when it may be tried. */
  async function checkBefore(task: Task): Promise<Outcome | undefined> {
    const checking = isRisky(task) ? messenger.check?.() : undefined;
    if (checking === undefined) return undefined;
    const outcome = await unlessStopped(() => checking, false, task.stopping);
    return outcome.kind === 'unchanged' ? undefined : outcome;
  }

  /** Counts the call that is about to be made. When it is too early, nothing is counted. */
  async function takeLeave(task: Task): Promise<Leave> {
    const { step, destination } = task;
    const messageId = 'messageId' in step ? { messageId: step.messageId } : {};
    const own = cardPace(task);
    const at = now();
    const ownLeave = await takeFrom(own, at);
    if ('allowedAt' in ownLeave) return ownLeave;
    const paced = { operation: step.kind, destination, ...messageId, ...paceFacts(task) };
    const leave = await takeFrom(messenger.pace?.(paced), at);
    if ('allowedAt' in leave && own !== undefined) await paces?.giveBack(own, at);
    return leave;
  }

  async function takeFrom(pace: Pace | undefined, at: Instant): Promise<Leave> {
    if (pace === undefined || paces === undefined) return { nextAt: 0 };
    const leave = await paces.take(pace, at);
    if ('allowedAt' in leave) return { ...leave, holdsAll: pace.holdsAll };
    return pace.holdsAll ? leave : { nextAt: 0 };
  }

  /** What to search for before a send: an attempt so old that the platform may have forgotten its key. */
  function searchBefore(task: Task): SentSearch | undefined {
    const { step, waiting } = task;
    const attempt = waiting.delivery?.attempt;
    if (messenger.findSent === undefined || attempt === undefined || step.kind !== 'send') return undefined;
    const ageMs = now() - attempt.at;
    const isSetBack = ageMs < -clocksDifferMs;
    if (ageMs < keyLastsMs && !isSetBack) return undefined;
    const mayDiffer = attempt.fingerprint !== step.part.fingerprint;
    // Where the clock was set back since, nobody knows when the attempt was.
    return { request: sendRequest(task, step), since: isSetBack ? 0 : attempt.at, mayDiffer };
  }

  /** Makes the task's call, or the search that has to come before it. */
  async function makeCall(task: Task, search: SentSearch | undefined): Promise<Outcome> {
    const answered = await gate?.();
    const { destination, waiting, wanted, step } = task;
    const { change } = wanted;
    if (change !== undefined) observer?.calling(change);
    const startedAt = performance.now();
    const outcome = await answerTo(task, search);
    answered?.();
    observer?.called({
      platform: messenger.platform,
      destination,
      item: waiting.item,
      operation: search === undefined ? step.kind : 'search',
      outcome,
      tookMs: performance.now() - startedAt,
      ...(change && { change }),
    });
    return outcome;
  }

  async function answerTo(task: Task, search: SentSearch | undefined): Promise<Outcome> {
    const { stopping } = task;
    const { findSent } = messenger;
    if (search !== undefined && findSent !== undefined)
      return unlessStopped(() => findSent(search), false, stopping);
    const outcome = await unlessStopped(() => call(task), isRisky(task), stopping);
    const isHarmless = outcome.kind === 'unknown' && messenger.sendIsRepeatable;
    return isHarmless ? { kind: 'retry-later', why: outcome.why } : outcome;
  }

  /** Whether a call without an answer must not be repeated. */
  function isRisky({ step }: Task): boolean {
    return step.kind === 'send' && !messenger.sendIsRepeatable;
  }

  function call(task: Task): Promise<Outcome> {
    const { step, destination } = task;
    switch (step.kind) {
      case 'send':
        return messenger.send(sendRequest(task, step));
      case 'edit':
        return messenger.edit(editRequest(task, step));
      case 'delete':
        return messenger.delete({ destination, messageId: step.messageId });
      case 'pin':
        return messenger.pin({ destination, messageId: step.messageId });
      case 'publish':
        return messenger.publish?.({ destination, messageId: step.messageId }) ?? notPublished;
    }
  }
}

function editRequest({ destination, wanted }: Task, step: Extract<Step, { kind: 'edit' }>): EditRequest {
  const { messageId, part } = step;
  return { destination, messageId, part, ...(wanted.restoresPicture && { restoresPicture: true }) };
}

/**
 * Which message of its part this is. A later part may have been sent and deleted before, and Discord answers a known
 * key with the deleted message's absence, so the key also holds the time of the first attempt.
 */
function placeOf({ attempt, waiting }: Task, { index }: Extract<Step, { kind: 'send' }>): string {
  const since = (attempt ?? waiting.delivery?.attempt)?.at;
  return index === 0 || since === undefined ? String(index) : `${index} ${since}`;
}

function sendRequest(task: Task, step: Extract<Step, { kind: 'send' }>): SendRequest {
  const { destination, waiting, wanted } = task;
  return {
    destination,
    part: step.part,
    idempotencyKey: `${destination} ${formatItem(waiting.item)} ${generation(task)} ${placeOf(task, step)}`,
    silent: wanted.silent || step.index > 0,
    ...(step.replyTo !== undefined && { replyTo: step.replyTo }),
  };
}
