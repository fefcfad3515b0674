import type { Instant } from '../../domain/time/instant.ts';

/** How far back a chat's own limits look (Telegram's FAQ for bots: 20 messages a minute in one group). */
const memoryMs = 60_000;
const strikeMs = 10_000;
/** How many quiet chats must be refused in a short time to conclude that the bot's own limit is reached. */
const strikesForBot = 3;

/**
 * Tells the bot's own limit from a chat's, which Telegram's answers do not distinguish. A chat without a call for a
 * minute cannot have too many, so when several such chats are limited, the whole bot is.
 */
export class BotLimit {
  readonly #now: () => Instant;
  readonly #startedAt: Instant;
  /** When each chat had its last call, oldest first. */
  readonly #lastCalls = new Map<number, Instant>();
  #strikes: Instant[] = [];

  constructor(now: () => Instant) {
    this.#now = now;
    this.#startedAt = now();
  }

  /**
   * Records the beginning of a call. Returns true when its chat was quiet long enough to be under no limit of its
   * own.
   */
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

  /** Records that a quiet chat was limited. Returns true when the whole bot is. */
  struck(): boolean {
    const now = this.#now();
    this.#strikes = [...this.#strikes.filter((at) => now - at < strikeMs), now];
    return this.#strikes.length >= strikesForBot;
  }
}
