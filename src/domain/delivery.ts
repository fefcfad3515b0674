import type { Instant } from './time/instant.ts';

/** One platform message that shows one part of what was delivered. */
export interface PartCopy {
  /** The platform's id of the message. */
  readonly messageId: string;
  /** The fingerprint of the part that the message shows; empty while it is changed, and as long as nobody knows. */
  readonly fingerprint: string;
  /** Whether it was published to other servers, once that is settled; absent where nobody asked for it. */
  readonly published?: 'yes' | 'no';
}

/** Stands for a message that is not there any more: it is neither edited nor sent again. */
export const goneMessageId = '-';

/** Stands for the fingerprint of a message that nobody wants any more and that the platform does not delete. */
export const undeletable = '=';

/** Stands for the fingerprint of a message that was to be deleted, and may be gone. */
export const leaving = '<';

/**
 * How a delivery stands. `sending` is written before every send; what a later run that finds it makes of it depends
 * on whether a repeated send is harmless on the platform. `stale` was tried for so long that it is news no more.
 * `digested` was told in a catch-up digest and not by itself.
 */
export type DeliveryState =
  | 'delivered'
  | 'partial'
  | 'sending'
  | 'unknown'
  | 'refused'
  | 'stale'
  | 'digested';

/** A send that was begun and whose answer is not noted. */
export interface SendAttempt {
  /** Tells the runs apart that may have begun it. */
  readonly token: string;
  /** What was sent; empty when several attempts sent different texts, so that nobody knows which one arrived. */
  readonly fingerprint: string;
  /** When the first of the attempts was begun. */
  readonly at: Instant;
}

/** What one destination has of one entry (or card, or digest). */
export interface Delivery {
  readonly state: DeliveryState;
  /** The number of revisions that the entry had when this was delivered. */
  readonly revision: number;
  readonly copies: readonly PartCopy[];
  /** In state `sending`, and in `stale` where nobody knows whether it arrived. */
  readonly attempt?: SendAttempt;
}
