import type { DestinationId } from '../../domain/destination.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Logger } from '../../logger.ts';
import { classifyTelegram, loggable } from './errors.ts';
import { addressOfDestination, type TelegramAddress } from './places.ts';
import type { TelegramOperation } from './refusals.ts';

/** One call to Telegram. `run` throws what grammY throws. */
export interface DeliveryCall {
  readonly operation: TelegramOperation;
  readonly destination: DestinationId;
  run(address: TelegramAddress): Promise<Outcome>;
}

/** Makes the one place in which delivery calls to Telegram end in an outcome, whatever happens. */
export function createAttempt({ now, log }: { readonly now: () => Instant; readonly log: Logger }) {
  return async ({ operation, destination, run }: DeliveryCall): Promise<Outcome> => {
    const address = addressOfDestination(destination);
    if (address === undefined)
      return { kind: 'destination-gone', why: 'this is not the address of a Telegram chat' };
    try {
      return await run(address);
    } catch (error) {
      const outcome = classifyTelegram(error, { operation, now: now() });
      const facts = { ...loggable(error), operation, destination, outcome: outcome.kind };
      log.warn(facts, 'Telegram did not take a call');
      return outcome;
    }
  };
}
