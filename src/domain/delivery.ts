/** One platform message that shows one part of what was delivered. */
export interface PartCopy {
  /** The platform's id of the message. */
  readonly messageId: string;
  /** The fingerprint of the part that the message shows. */
  readonly fingerprint: string;
}

/** Stands for a message that is not there any more: it is neither edited nor sent again. */
export const goneMessageId = '-';

/**
 * How a delivery stands. `sending` is written before a send that must not be repeated blindly; a row found in
 * this state by a later run has an unknown outcome.
 */
export type DeliveryState = 'delivered' | 'partial' | 'sending' | 'unknown' | 'refused';

/** What one destination has of one entry (or card, or digest). */
export interface Delivery {
  readonly state: DeliveryState;
  /** The number of revisions that the entry had when this was delivered. */
  readonly revision: number;
  readonly copies: readonly PartCopy[];
}
