import type { DestinationId } from '../../domain/destination.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import { type BotAccount, noteAccount } from '../account.ts';
import { BotLimit } from './bot-limit.ts';
import { classifyTelegram, loggable } from './errors.ts';
import type { Hearing } from './hearing.ts';
import { addressOfDestination, type TelegramAddress } from './places.ts';
import type { TelegramOperation } from './refusals.ts';

/** One call to Telegram. `run` throws what grammY throws. */
export interface DeliveryCall {
  readonly operation: TelegramOperation;
  readonly destination: DestinationId;
  run(address: TelegramAddress): Promise<Outcome>;
}

/** Options of {@link createAttempt}. */
export interface AttemptSettings {
  /** Whether Telegram accepts the token. Shared by both sides. */
  readonly account?: BotAccount;
  readonly now: () => Instant;
  readonly log: Logger;
}

/** Makes the one place where delivery calls to Telegram become outcomes. `hearing` is told which were answered. */
export function createAttempt(
  { account, now, log }: AttemptSettings,
  hearing?: Pick<Hearing, 'heard' | 'missed'>,
) {
  const botLimit = new BotLimit(now);

  return async (call: DeliveryCall): Promise<Outcome> => {
    const address = addressOfDestination(call.destination);
    if (address === undefined)
      return { kind: 'destination-gone', why: 'this is not the address of a Telegram chat' };
    const until = account?.waitUntil();
    if (until !== undefined) return { kind: 'rate-limited', until, scope: 'platform' };
    const wasQuiet = botLimit.begin(address.chatId);
    const outcome = await outcomeOf(call, address);
    noteAccount(account, outcome);
    const isBots = outcome.kind === 'rate-limited' && wasQuiet && botLimit.struck();
    return isBots ? { ...outcome, scope: 'platform' } : outcome;
  };

  async function outcomeOf(
    { operation, destination, run }: DeliveryCall,
    address: TelegramAddress,
  ): Promise<Outcome> {
    try {
      const outcome = await run(address);
      hearing?.heard();
      return outcome;
    } catch (error) {
      hearing?.missed(error);
      const outcome = classifyTelegram(error, { operation, now: now() });
      const facts = { ...loggable(error), operation, destination, outcome: outcome.kind };
      log.warn(facts, 'Telegram did not take a call');
      return outcome;
    }
  }
}
