import type { Reply } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { KeptRecords } from '../kept-records.ts';
import { type CommandUse, commandName } from '../staff/access.ts';
import { explainFailure } from './failure.ts';
import { keepButton } from './kept-invocation.ts';

/** The part of a logger that the newsroom needs. The facts never hold what people typed. */
export interface Log {
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** Runs things so that nothing is thrown: what goes wrong is told to the person, and logged when it is no refusal. */
export interface Guard {
  /** Runs a command, or a part of it; a failure becomes the reply. */
  use<T>(use: CommandUse, call: Call, run: () => Promise<T>): Promise<T | Reply>;
  /** Runs what belongs to no command and has nothing typed to give back. */
  quietly<T, O>(what: string, run: () => Promise<T>, otherwise: O): Promise<T | O>;
}

/** Makes a {@link Guard} that logs to `log` and keeps the buttons under its replies. */
export function createGuard(log: Log, kept: KeptRecords): Guard {
  const guard: Guard = {
    async use(use, call, run) {
      try {
        return await run();
      } catch (error) {
        const failure = explainFailure(error, use, call);
        if (!failure.expected) log.error({ err: error, call: call.id }, `${commandName(use.leaf)} failed`);
        const keepAll = () => Promise.all(failure.actions.map((action) => keepButton(kept, action)));
        return { content: failure.content, buttons: await guard.quietly('keeping buttons', keepAll, []) };
      }
    },

    async quietly(what, run, otherwise) {
      try {
        return await run();
      } catch (error) {
        log.error({ err: error }, `${what} failed`);
        return otherwise;
      }
    },
  };
  return guard;
}
