import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import { say } from '../../newsroom/command/say.ts';
import type { TellDesk } from '../account.ts';

/** Options of {@link InvalidRequests}. */
export interface InvalidRequestOptions {
  readonly tellDesk: TellDesk;
  readonly now: () => Instant;
  readonly log: Logger;
  /** How many in ten minutes are too many; 2,000 by default. */
  readonly limit?: number;
}

/**
 * Discord bans an address after 10,000 in 10 minutes. This leaves room for other processes, and other bots, at the
 * same address.
 */
const usualLimit = 2_000;
const windowMs = 600_000;

/**
 * Counts the requests that Discord calls invalid: answers with 401, 403, or 429 with a scope other than `shared`
 * (Discord's page "Rate Limits", invalid request limit). Too many in ten minutes, for whatever reason, stop the
 * deliveries to Discord until half of them are ten minutes old.
 */
export class InvalidRequests {
  readonly #options: InvalidRequestOptions;
  readonly #limit: number;
  /** When the last ones were, oldest first; as many as the limit at most. */
  #moments: Instant[] = [];
  #until: Instant = 0;

  constructor(options: InvalidRequestOptions) {
    this.#options = options;
    this.#limit = options.limit ?? usualLimit;
  }

  /** Until when deliveries have to wait; undefined when they may be made. */
  waitUntil(): Instant | undefined {
    return this.#options.now() < this.#until ? this.#until : undefined;
  }

  /** Counts an answer if it is one of these. */
  saw(answer: { readonly status: number; readonly scope: string | null }): void {
    const { status, scope } = answer;
    if (status !== 401 && status !== 403 && (status !== 429 || scope === 'shared')) return;
    const now = this.#options.now();
    this.#moments.push(now);
    if (this.#moments.length > this.#limit) this.#moments.shift();
    const oldest = this.#moments[this.#moments.length - this.#limit];
    if (oldest === undefined || oldest <= now - windowMs || now < this.#until) return;
    this.#until = (this.#moments[Math.floor(this.#limit / 2)] ?? now) + windowMs;
    this.#stop(now);
  }

  #stop(now: Instant): void {
    const { tellDesk, log } = this.#options;
    const minutes = Math.ceil((this.#until - now) / 60_000);
    log.error({ invalid: this.#limit, waitMs: this.#until - now }, 'too many requests that Discord refuses');
    const sentence = `Discord has refused ${this.#limit} requests in ten minutes. Deliveries to Discord wait for ${minutes} minutes, since Discord bans whoever goes on; then they go on by themselves. Look at which channels are paused.`;
    tellDesk(say(sentence)).catch((error: unknown) => log.warn({ err: error }, 'the desk could not be told'));
  }
}
