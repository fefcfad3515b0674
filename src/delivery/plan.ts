import { type Delivery, goneMessageId, leaving, type PartCopy, undeletable } from '../domain/delivery.ts';
import type { Part } from '../platforms/platform.ts';

/** The one API call that brings a destination closer to what is wanted, or `done`. */
export type Step =
  | { readonly kind: 'send'; readonly index: number; readonly part: Part; readonly replyTo?: string }
  | { readonly kind: 'edit'; readonly index: number; readonly part: Part; readonly messageId: string }
  | { readonly kind: 'delete'; readonly index: number; readonly messageId: string }
  | { readonly kind: 'pin'; readonly messageId: string }
  | { readonly kind: 'publish'; readonly index: number; readonly messageId: string }
  | { readonly kind: 'done' };

/** What is wanted besides the parts themselves. */
export interface Aim {
  readonly pin?: boolean;
  /** Whether the copies are published to the servers that follow the channel. */
  readonly publish?: boolean;
  /** The message that the first part replies to. */
  readonly replyTo?: string;
  /** What a message should show that is no longer wanted but cannot be deleted; absent to leave it as it is. */
  readonly leftOver?: Part;
  /** Whether nothing may be sent or pinned, only changed. */
  readonly onlyChanges?: boolean;
}

/**
 * Compares what is wanted with what was delivered and returns the next step. In this order: edit the copies that show
 * something else, delete what has to go before something takes its place, send missing parts in order, delete
 * superfluous copies from the end, pin the first copy if asked for, publish the copies. Pure. Repeated calls always
 * end in `done`.
 */
export function planStep(wanted: readonly Part[], delivery: Delivery | undefined, aim: Aim = {}): Step {
  const copies = delivery?.copies ?? [];
  return (
    editStep(wanted, copies) ??
    leaveStep(copies) ??
    (aim.onlyChanges ? undefined : sendStep(wanted, delivery, aim)) ??
    leftOverStep(wanted, copies, aim.leftOver) ??
    pinStep(copies, delivery, aim) ??
    publishStep(copies, aim) ?? { kind: 'done' }
  );
}

function editStep(wanted: readonly Part[], copies: readonly PartCopy[]): Step | undefined {
  for (const [index, part] of wanted.entries()) {
    const copy = copies[index];
    if (copy === undefined || isAsWanted(copy, part)) continue;
    return { kind: 'edit', index, part, messageId: copy.messageId };
  }
  return undefined;
}

function isAsWanted({ messageId, fingerprint }: PartCopy, part: Part): boolean {
  return fingerprint === part.fingerprint || fingerprint === leaving || messageId === goneMessageId;
}

function leaveStep(copies: readonly PartCopy[]): Step | undefined {
  const isLeaving = (copy: PartCopy) => copy.fingerprint === leaving && copy.messageId !== goneMessageId;
  const index = copies.findLastIndex(isLeaving);
  const copy = copies[index];
  return copy && { kind: 'delete', index, messageId: copy.messageId };
}

function sendStep(
  wanted: readonly Part[],
  delivery: Delivery | undefined,
  { replyTo, leftOver }: Aim,
): Step | undefined {
  const copies = delivery?.copies ?? [];
  const index = copies.length;
  // A part that may have arrived is sent once more even if it is no longer wanted: that is the only way to learn its
  // id and delete it.
  const last = delivery?.attempt && (leftOver ?? wanted.at(-1));
  const part = wanted[index] ?? last;
  if (part === undefined) return undefined;
  const first = index === 0 ? replyTo : copies[0]?.messageId;
  if (first === undefined || first === goneMessageId) return { kind: 'send', index, part };
  return { kind: 'send', index, part, replyTo: first };
}

/** Deletes what is no longer wanted, from the end. What cannot be deleted is edited. */
function leftOverStep(
  wanted: readonly Part[],
  copies: readonly PartCopy[],
  leftOver: Part | undefined,
): Step | undefined {
  const stays = (copy: PartCopy) =>
    copy.messageId === goneMessageId ||
    (leftOver === undefined ? copy.fingerprint === undeletable : copy.fingerprint === leftOver.fingerprint);
  const index = copies.findLastIndex((copy, at) => at >= wanted.length && !stays(copy));
  const copy = copies[index];
  if (copy === undefined) return undefined;
  const { messageId } = copy;
  if (copy.fingerprint !== undeletable || leftOver === undefined) return { kind: 'delete', index, messageId };
  return { kind: 'edit', index, part: leftOver, messageId };
}

function pinStep(copies: readonly PartCopy[], delivery: Delivery | undefined, aim: Aim): Step | undefined {
  const first = copies[0]?.messageId;
  const isWanted = aim.pin === true && aim.onlyChanges !== true && delivery?.state !== 'delivered';
  if (!isWanted || first === undefined || first === goneMessageId) return undefined;
  return { kind: 'pin', messageId: first };
}

function publishStep(copies: readonly PartCopy[], aim: Aim): Step | undefined {
  if (aim.publish !== true || aim.onlyChanges === true) return undefined;
  const index = copies.findIndex((copy) => copy.published === undefined && copy.messageId !== goneMessageId);
  const copy = copies[index];
  return copy && { kind: 'publish', index, messageId: copy.messageId };
}
