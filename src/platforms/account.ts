import type { Outcome } from '../domain/outcome.ts';
import type { PlatformName } from '../domain/person.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Logger } from '../logger.ts';
import { say } from '../newsroom/command/say.ts';

/** Shows a text to the editors. */
export type TellDesk = (content: RichText) => Promise<unknown>;

/** Options of {@link BotAccount}. */
export interface BotAccountOptions {
  readonly platform: PlatformName;
  readonly tellDesk: TellDesk;
  readonly now: () => Instant;
  readonly log: Logger;
}

/** How long a refused token is left alone before one call tries it again. */
const probeEveryMs = 60_000;

const names: Readonly<Record<PlatformName, string>> = { discord: 'Discord', telegram: 'Telegram' };

/**
 * Whether a platform accepts the bot's token, as calls of both sides have found. A refusal is reported once. While it
 * lasts, one call a minute is let through to see whether it is over.
 */
export class BotAccount {
  readonly #options: BotAccountOptions;
  #nextProbeAt: Instant | undefined;

  constructor(options: BotAccountOptions) {
    this.#options = options;
  }

  get platform(): PlatformName {
    return this.#options.platform;
  }

  /** Why nothing can be sent on this platform, in plain words; undefined while the token is accepted. */
  get trouble(): string | undefined {
    return this.#nextProbeAt === undefined ? undefined : `${this.#name} refuses the bot token`;
  }

  /** Until when a call has to wait. Undefined when it may be made now; others then wait for its result. */
  waitUntil(): Instant | undefined {
    const now = this.#options.now();
    if (this.#nextProbeAt === undefined) return undefined;
    // A moment further off is from before the clock was set back.
    if (now < this.#nextProbeAt && this.#nextProbeAt - now <= probeEveryMs) return this.#nextProbeAt;
    this.#nextProbeAt = now + probeEveryMs;
    return undefined;
  }

  /** The platform refused the token. */
  refused(): void {
    const wasTaken = this.#nextProbeAt === undefined;
    this.#nextProbeAt = this.#options.now() + probeEveryMs;
    if (!wasTaken) return;
    this.#options.log.error(`${this.#name} refuses the bot token; nothing goes there until it is put right`);
    this.#tell(
      `${this.#name} refuses the bot token: nothing is delivered there. Give Dateline the right token; everything waits, and goes on by itself.`,
    );
  }

  /** The platform accepted the token. */
  accepted(): void {
    if (this.#nextProbeAt === undefined) return;
    this.#nextProbeAt = undefined;
    this.#options.log.info(`${this.#name} takes the bot token again`);
    this.#tell(`${this.#name} takes the bot token again, and deliveries go on.`);
  }

  get #name(): string {
    return names[this.#options.platform];
  }

  #tell(sentence: string): void {
    const { tellDesk, log } = this.#options;
    tellDesk(say(sentence)).catch((error: unknown) => log.warn({ err: error }, 'the desk could not be told'));
  }
}

/** Tells the account what an outcome says about the token. Most failures say nothing. */
export function noteAccount(account: BotAccount | undefined, { kind }: Outcome): void {
  if (kind === 'platform-refused') account?.refused();
  else if (!saysNothing.includes(kind)) account?.accepted();
}

const saysNothing: readonly Outcome['kind'][] = ['rate-limited', 'retry-later', 'unknown'];
