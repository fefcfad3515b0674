import type { Instant } from './time/instant.ts';

/** One platform message that shows one part of a delivery. */
export interface PartCopy {
  /** The platform's id of the message. */
  readonly messageId: string;
  /** The fingerprint of the part that the message shows; empty while it is being changed, or when nobody knows. */
  readonly fingerprint: string;
  /** Whether it was published to other servers, once that is known; absent when nobody asked for it. */
  readonly published?: 'yes' | 'no';
}

/** In place of the id of a message that no longer exists: it is neither edited nor sent again. */
export const goneMessageId = '-';

/** In place of the fingerprint of an unwanted message that the platform does not delete. */
export const undeletable = '=';

/** In place of the fingerprint of a message whose deletion was begun; it may be gone. */
export const leaving = '<';

/**
 * The state of a delivery. `sending` is written before every send; what a later run does about it depends on whether
 * the platform recognises a repeated send. `stale` was tried for so long that it is no longer news. `digested` was
 * part of a catch-up digest instead of being sent.
 */
export type DeliveryState =
  | 'delivered'
  | 'partial'
  | 'sending'
  | 'unknown'
  | 'refused'
  | 'stale'
  | 'digested';

/** A send that was begun and whose answer is not recorded. */
export interface SendAttempt {
  /** Tells apart the runs that may have begun it. */
  readonly token: string;
  /** What was sent; empty when several attempts sent different texts, so that nobody knows which one arrived. */
  readonly fingerprint: string;
  /** When the first of the attempts began. */
  readonly at: Instant;
}

/** What one destination has of one entry (or card, or digest). */
export interface Delivery {
  readonly state: DeliveryState;
  /** The number of revisions that the entry had when this was delivered. */
  readonly revision: number;
  readonly copies: readonly PartCopy[];
  /** Present in state `sending`, and in `stale` when nobody knows whether it arrived. */
  readonly attempt?: SendAttempt;
}

/** What is known of a delivery at its destination's new address: what was sent to the old one cannot be reached. */
export function atNewAddress(delivery: Delivery): Delivery {
  return { ...delivery, copies: delivery.copies.map((copy) => ({ ...copy, messageId: goneMessageId })) };
}
