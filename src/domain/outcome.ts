import type { DestinationId } from './destination.ts';
import type { Instant } from './time/instant.ts';

/** How much a rate limit blocks. */
export type LimitScope = 'message' | 'destination' | 'platform';

/**
 * The outcome of one call to a platform. Every platform's answers are sorted into this closed union. `why` is one
 * plain clause for people and never contains a token or an editor's text.
 */
export type Outcome =
  | {
      readonly kind: 'delivered';
      readonly messageId: string;
      /** Why the message went out without its picture, as a clause; absent when it did not. */
      readonly withoutPicture?: string;
      /** Nothing more may be sent there before this moment; absent when more may follow at once. */
      readonly restUntil?: Instant;
    }
  /** Nothing had to change: an edit without a difference, or a delete of what was already gone. */
  | { readonly kind: 'unchanged' }
  /**
   * The platform named a moment. Until then nothing is sent: of this message, to its destination, or on the whole
   * platform.
   */
  | { readonly kind: 'rate-limited'; readonly until: Instant; readonly scope: LimitScope }
  /** A temporary failure. Either nothing was sent, or the call can be repeated without harm. */
  | { readonly kind: 'retry-later'; readonly why: string }
  | { readonly kind: 'destination-gone'; readonly why: string }
  | { readonly kind: 'forbidden'; readonly why: string }
  | { readonly kind: 'needs-rights'; readonly why: string }
  /** The destination has a new address. Earlier messages cannot be reached there. */
  | { readonly kind: 'moved'; readonly to: DestinationId }
  /** The message to edit, reply to or pin no longer exists. */
  | { readonly kind: 'message-gone' }
  /** The platform no longer deletes this message, but may still edit it. */
  | { readonly kind: 'undeletable' }
  /** The platform refuses this content; there is nothing wrong with the destination. */
  | { readonly kind: 'entry-refused'; readonly why: string }
  /** The bot's own token or account is refused: nothing can be sent on this platform. */
  | { readonly kind: 'platform-refused'; readonly why: string }
  /** A send that may or may not have arrived. */
  | { readonly kind: 'unknown'; readonly why: string };
