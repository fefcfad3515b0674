import type { Instant } from '../../domain/time/instant.ts';

/** A chat's own limits look back no further (Telegram's FAQ for bots: 20 messages a minute in one group). */
const memoryMs = 60_000;
const strikeMs = 10_000;
/** How many quiet chats must be refused in a short time until it is taken for the bot's own limit. */
const strikesForBot = 3;

/**
 * Tells the bot's own limit from a chat's, which Telegram's answers do not: a chat that had no call for a minute
 * cannot have too many. Several of them that are asked to wait mean that the whole bot is.
 */
export class BotLimit {
  readonly #now: () => Instant;
  readonly #startedAt: Instant;
  /** When each chat had its last call, the oldest first. */
  readonly #lastCalls = new Map<number, Instant>();
  #strikes: Instant[] = [];

  constructor(now: () => Instant) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** Takes note of a call that begins. True when its chat was quiet for so long that it is under no limit of its own. */
  begin(chatId: number): boolean {
    const now = this.#now();
    const last = this.#lastCalls.get(chatId) ?? this.#startedAt;
    this.#lastCalls.delete(chatId);
    this.#lastCalls.set(chatId, now);
    for (const [id, at] of this.#lastCalls) {
      if (now - at < memoryMs) break;
      this.#lastCalls.delete(id);
    }
    return now - last >= memoryMs;
  }

  /** A quiet chat was asked to wait. True when the whole bot should. */
  struck(): boolean {
    const now = this.#now();
    this.#strikes = [...this.#strikes.filter((at) => now - at < strikeMs), now];
    return this.#strikes.length >= strikesForBot;
  }
}
