import { type Delivery, goneMessageId, type PartCopy } from '../domain/delivery.ts';
import type { Part } from '../platforms/platform.ts';

/** The one API call that brings a destination nearer to what is wanted, or `done`. */
export type Step =
  | { readonly kind: 'send'; readonly index: number; readonly part: Part; readonly replyTo?: string }
  | { readonly kind: 'edit'; readonly index: number; readonly part: Part; readonly messageId: string }
  | { readonly kind: 'delete'; readonly index: number; readonly messageId: string }
  | { readonly kind: 'pin'; readonly messageId: string }
  | { readonly kind: 'done' };

/**
 * Compares what is wanted with what was delivered and names the next step: first the copies that show something
 * else are edited, then missing parts are sent in order, then superfluous copies deleted from the end, then, where
 * asked for, the first copy is pinned. Pure; calling it until it says `done` always ends.
 */
export function planStep(wanted: readonly Part[], delivery: Delivery | undefined, pin: boolean): Step {
  const copies = delivery?.copies ?? [];
  return (
    editStep(wanted, copies) ??
    sendStep(wanted, copies) ??
    deleteStep(wanted, copies) ??
    pinStep(copies, delivery, pin)
  );
}

function editStep(wanted: readonly Part[], copies: readonly PartCopy[]): Step | undefined {
  for (const [index, part] of wanted.entries()) {
    const copy = copies[index];
    if (copy === undefined || copy.fingerprint === part.fingerprint || copy.messageId === goneMessageId)
      continue;
    return { kind: 'edit', index, part, messageId: copy.messageId };
  }
  return undefined;
}

function sendStep(wanted: readonly Part[], copies: readonly PartCopy[]): Step | undefined {
  const index = copies.length;
  const part = wanted[index];
  if (part === undefined) return undefined;
  const first = copies[0]?.messageId;
  if (first === undefined || first === goneMessageId) return { kind: 'send', index, part };
  return { kind: 'send', index, part, replyTo: first };
}

function deleteStep(wanted: readonly Part[], copies: readonly PartCopy[]): Step | undefined {
  const last = copies[copies.length - 1];
  if (last === undefined || copies.length <= wanted.length) return undefined;
  return { kind: 'delete', index: copies.length - 1, messageId: last.messageId };
}

function pinStep(copies: readonly PartCopy[], delivery: Delivery | undefined, pin: boolean): Step {
  const first = copies[0]?.messageId;
  if (!pin || delivery?.state === 'delivered' || first === undefined || first === goneMessageId)
    return { kind: 'done' };
  return { kind: 'pin', messageId: first };
}
