import { formatItem } from '../domain/backlog-item.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Messenger, Pace, PacedCall } from '../platforms/platform.ts';
import type { Paces } from './ports.ts';
import type { Task } from './task.ts';

/** What {@link createLeave} works with. */
export interface LeaveDeps {
  readonly messenger: Pick<Messenger, 'pace'>;
  /** Absent where calls are not paced. */
  readonly paces?: Paces;
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

/** What takes something back is tried at once; the platform itself answers when that is too often. */
function paceFacts({ step, waiting, wanted }: Task): Pick<PacedCall, 'isPublished' | 'leavesRoom'> {
  if (step.kind === 'publish') return { leavesRoom: wanted.publish !== 'surely' };
  if (step.kind !== 'edit' || waiting.isUrgent) return {};
  return { isPublished: waiting.delivery?.copies[step.index]?.published === 'yes' };
}

/** Makes what asks whether a task's call may be made yet, at the paces of its platform and of cards. */
export function createLeave({ messenger, paces, now }: LeaveDeps): (task: Task) => Promise<Leave> {
  return takeLeave;

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
}
