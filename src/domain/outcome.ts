import type { DestinationId } from './destination.ts';
import type { Instant } from './time/instant.ts';

/** How much a rate limit holds up. */
export type LimitScope = 'message' | 'destination' | 'platform';

/**
 * What became of one call to a platform: the closed union that every platform's answers are sorted into.
 * `why` is one plain clause for people and never holds a token or an editor's text.
 */
export type Outcome =
  | {
      readonly kind: 'delivered';
      readonly messageId: string;
      /** Why the message went out without its picture, as a clause; absent when it did not. */
      readonly withoutPicture?: string;
      /** Nothing more may be sent there before; absent when more may follow at once. */
      readonly restUntil?: Instant;
    }
  /** Nothing had to change: an edit that changes nothing, a delete of what is gone already. */
  | { readonly kind: 'unchanged' }
  /** The platform named a moment; before it, this message, its destination or the whole platform is left alone. */
  | { readonly kind: 'rate-limited'; readonly until: Instant; readonly scope: LimitScope }
  /** A passing fault; it is certain that nothing was sent, or the call may be repeated without harm. */
  | { readonly kind: 'retry-later'; readonly why: string }
  | { readonly kind: 'destination-gone'; readonly why: string }
  | { readonly kind: 'forbidden'; readonly why: string }
  | { readonly kind: 'needs-rights'; readonly why: string }
  /** The destination has a new address; messages sent before cannot be reached there. */
  | { readonly kind: 'moved'; readonly to: DestinationId }
  /** The message to edit, reply to or pin is not there any more. */
  | { readonly kind: 'message-gone' }
  /** The platform does not delete this message any more; it may still be edited. */
  | { readonly kind: 'undeletable' }
  /** The platform will not take this content; the destination is fine. */
  | { readonly kind: 'entry-refused'; readonly why: string }
  /** The bot's own token or account is refused: nothing can be sent on this platform. */
  | { readonly kind: 'platform-refused'; readonly why: string }
  /** A send that may or may not have arrived. */
  | { readonly kind: 'unknown'; readonly why: string };
