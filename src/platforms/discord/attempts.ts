import { type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { addressOf, type DestinationId } from '../../domain/destination.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import { type BotAccount, noteAccount } from '../account.ts';
import { classifyDiscord, codeOf, loggable } from './errors.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { type DiscordOperation, threadLocked } from './refusals.ts';

/** One call to Discord. `run` throws what the REST client throws. */
export interface DeliveryCall {
  readonly operation: DiscordOperation;
  readonly withPicture?: boolean;
  run(signal: AbortSignal): Promise<Outcome>;
}

/** Options of {@link createAttempts}. */
export interface AttemptSettings {
  readonly rest: REST;
  readonly token: string;
  readonly timeoutMs: number;
  /** Whether Discord accepts the token. Shared by both sides. */
  readonly account?: BotAccount;
  /** Counts the requests that Discord refuses. Shared by everything that calls Discord. */
  readonly invalid?: InvalidRequests;
  readonly now: () => Instant;
  readonly log: Logger;
}

/** Make one call to Discord and always return an outcome. */
export interface Attempts {
  readonly attempt: (call: DeliveryCall) => Promise<Outcome>;
  /**
   * As `attempt`, for a call that an archived thread refuses; a send would open the thread by itself (Discord's page
   * "Threads"). The thread is opened here, and the caller repeats the call.
   */
  readonly attemptOpening: (destination: DestinationId, call: DeliveryCall) => Promise<Outcome>;
}

/** Makes the one place where delivery calls to Discord become outcomes. */
export function createAttempts(settings: AttemptSettings): Attempts {
  const { rest, token, account, invalid } = settings;

  async function attempt(call: DeliveryCall): Promise<Outcome> {
    const until = invalid?.waitUntil() ?? account?.waitUntil();
    if (until !== undefined) return { kind: 'rate-limited', until, scope: 'platform' };
    const outcome = await outcomeOf(call);
    noteAccount(account, outcome);
    return outcome;
  }

  async function outcomeOf(call: DeliveryCall): Promise<Outcome> {
    const { timeoutMs, now, log } = settings;
    // One 401 makes the library forget the token, but a proxy's temporary failure must not end all deliveries.
    rest.setToken(token);
    try {
      return await call.run(AbortSignal.timeout(timeoutMs));
    } catch (error) {
      const { operation, withPicture = false } = call;
      const outcome = classifyDiscord(error, { operation, withPicture, now: now() });
      if (outcome.kind !== 'rate-limited') {
        log.warn({ ...loggable(error), operation, outcome: outcome.kind }, 'Discord did not take a call');
      }
      return outcome;
    }
  }

  async function open(destination: DestinationId, signal: AbortSignal): Promise<Outcome> {
    try {
      await rest.patch(Routes.channel(addressOf(destination)), { body: { archived: false }, signal });
    } catch (error) {
      // A locked thread can only be opened with Manage Threads (Discord's page "Threads").
      if (codeOf(error) !== RESTJSONErrorCodes.MissingPermissions) throw error;
      return { kind: 'needs-rights', why: threadLocked };
    }
    return { kind: 'retry-later', why: 'the thread was archived; I have opened it again' };
  }

  return {
    attempt,
    attemptOpening: (destination, call) =>
      attempt({
        ...call,
        run: async (signal) => {
          try {
            return await call.run(signal);
          } catch (error) {
            if (codeOf(error) !== RESTJSONErrorCodes.InvalidActionOnArchivedThread) throw error;
            return open(destination, signal);
          }
        },
      }),
  };
}
