import type { Reply } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { plainReply } from '../command/plain-reply.ts';
import { type Newsroom, StoreUnavailable } from '../records.ts';
import { type CommandUse, commandName } from '../staff/access.ts';
import { asideFromReaders, type Done, doneAside, type Refused } from './aside.ts';
import { explainFailure, type Failure } from './failure.ts';
import { keepButton } from './kept-invocation.ts';

/** The part of a logger that the newsroom needs. The facts never contain what people typed. */
export interface Log {
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * Runs things so that nothing is thrown. The person is told what went wrong, and it is logged unless it is a refusal.
 */
export interface Guard {
  /** Runs a command, or a part of it. A failure becomes the reply. */
  use<T>(use: CommandUse, call: Call, run: () => Promise<T>): Promise<T | Reply>;
  /** Tells a refusal, hidden from readers. */
  refuse(refused: Refused, call: Call): Promise<Reply>;
  /** Tells what was done for the place, hidden from the readers of a channel. */
  done(done: Done, call: Call): Promise<Reply>;
  /** Runs something that belongs to no command. A failure gives `otherwise`. */
  quietly<T, O>(what: string, run: () => Promise<T>, otherwise: O): Promise<T | O>;
  /**
   * Runs what a platform reports only once. Throws {@link StoreUnavailable} and nothing else: it should be run again.
   */
  once(what: string, run: () => Promise<void>): Promise<void>;
}

/** Makes a {@link Guard} that logs to `log` and keeps the buttons under its replies. */
export function createGuard(log: Log, room: Newsroom): Guard {
  const guard: Guard = {
    async use(use, call, run) {
      try {
        return await run();
      } catch (error) {
        const failure = explainFailure(error, use, call);
        if (!failure.expected) log.error({ err: error, call: call.id }, `${commandName(use.leaf)} failed`);
        const keepAll = () => Promise.all(failure.actions.map((action) => keepButton(room.kept, action)));
        const reply = {
          content: failure.content,
          buttons: await guard.quietly('keeping buttons', keepAll, []),
        };
        return asksAboutPlace(failure, use)
          ? reply
          : guard.refuse({ reply, inShort: failure.sentence }, call);
      }
    },

    async refuse(refused, call) {
      const { reply, inShort } = refused;
      const find = () => asideFromReaders(room, refused, call);
      const told = await guard.quietly('looking who reads along', find, reply);
      return withCertainty(told, plainReply(inShort));
    },

    async done(done, call) {
      const find = () => doneAside(room, done, call);
      const told = await guard.quietly('looking who reads along', find, done.reply);
      return withCertainty(told, done.showsItself ? undefined : done.reply);
    },

    async once(what, run) {
      try {
        await run();
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        log.error({ err: error }, `${what} failed`);
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

  /** The same reply, whose `otherwise` gives `short` when it fails. */
  function withCertainty(told: Reply, short: Reply | undefined): Reply {
    const { aside } = told;
    if (aside === undefined) return told;
    const otherwise = () => guard.quietly('telling it elsewhere', () => aside.otherwise(), short);
    return { ...told, aside: { otherwise } };
  }
}

/** Whether a refusal has buttons that depend on the place: pressed elsewhere, they would do something else. */
function asksAboutPlace({ actions }: Failure, { leaf: { access } }: CommandUse): boolean {
  return actions.length > 0 && (access === 'anyone' || access === 'manager');
}
