import type { PlatformName } from './person.ts';
import type { Instant } from './time/instant.ts';

/**
 * Where messages go: platform and address. `discord:CHANNEL` (a channel or a thread),
 * `telegram:CHAT` or `telegram:CHAT:TOPIC`.
 */
export type DestinationId = `${PlatformName}:${string}`;

/** Whether Dateline may post to a destination now. With `isUntold`, the desk has not been told of it yet. */
export type DestinationState =
  /** `since` is present if it was paused before: what was published until then was missed. */
  | { readonly kind: 'active'; readonly since?: Instant; readonly isUntold?: true }
  /** `why` is one plain clause for people: `I may not post there; ask an admin for Send Messages`. */
  | {
      readonly kind: 'paused';
      readonly why: string;
      readonly since: Instant;
      readonly isUntold?: true;
    };

/** A Discord channel or thread, or a Telegram chat, channel or topic. */
export interface Destination {
  readonly id: DestinationId;
  /** What people call it: `#news in Coast Guild`. */
  readonly name: string;
  readonly state: DestinationState;
  /** The address of its messages without `/` and the message's id; absent when they have no address. */
  readonly messagesAt?: string;
}

/** The platform of a destination. */
export function platformOf(id: DestinationId): PlatformName {
  return id.startsWith('discord:') ? 'discord' : 'telegram';
}

/** The platform's own address of a destination: what follows the first colon. */
export function addressOf(id: DestinationId): string {
  return id.slice(id.indexOf(':') + 1);
}
