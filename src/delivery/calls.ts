import { formatItem } from '../domain/backlog-item.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { EditRequest, Messenger, SendRequest, SentSearch } from '../platforms/platform.ts';
import type { Gate } from './gate.ts';
import type { DeliveryObserver } from './observer.ts';
import type { Step } from './plan.ts';
import { clocksDifferMs } from './set-back.ts';
import { generation, type Task } from './task.ts';
import { unlessStopped } from './unless-stopped.ts';

/** The least time for which a platform recognises the key of an earlier send; Discord says "a few minutes". */
const keyLastsMs = 2 * 60_000;

/** What {@link createCalls} works with. */
export interface CallDeps {
  readonly messenger: Messenger;
  /** Awaited right before each call; absent for no wait. */
  readonly gate?: Gate;
  /** Told of every call; nobody is when absent. */
  readonly observer?: DeliveryObserver;
  readonly now: () => Instant;
}

/** The outcome for a platform that cannot publish: nothing is called. */
const notPublished: Promise<Outcome> = Promise.resolve({ kind: 'message-gone' });

/** Makes the functions that turn a task into a call to its platform: before it, and the call itself. */
export function createCalls({ messenger, gate, observer, now }: CallDeps) {
  return { checkBefore, searchBefore, makeCall };

  /** Why a send that could not be repeated has to wait; undefined when it may be tried. */
  async function checkBefore(task: Task): Promise<Outcome | undefined> {
    const checking = isRisky(task) ? messenger.check?.() : undefined;
    if (checking === undefined) return undefined;
    const outcome = await unlessStopped(() => checking, false, task.stopping);
    return outcome.kind === 'unchanged' ? undefined : outcome;
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
