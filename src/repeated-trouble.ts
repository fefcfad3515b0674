import type { Logger } from './logger.ts';

/** How long the same trouble is not logged again. */
const quietMs = 60_000;

/** Logs trouble that may come many times a second while something is away. */
export interface RepeatedTrouble {
  /** Logs at once, and then once a minute with how often the same came in between (`again`). */
  write(level: 'warn' | 'error', facts: TroubleFacts, message: string): void;
}

/** What is logged with the message. The same error about the same thing is the same trouble. */
export interface TroubleFacts {
  readonly err: Pick<Error, 'message'>;
  readonly about?: string;
}

interface Known {
  /** When it was last logged, in milliseconds on the clock below. */
  at: number;
  /** How often it has come since then. */
  again: number;
}

/** When there are more kinds of trouble than this at once, the others are logged each time. */
const maxKnown = 100;

/**
 * Keeps the log readable while Redis is away: every connection of every queue then fails several times a second, for
 * the same reason. `now` gives milliseconds on a clock that is never set back.
 */
export function createRepeatedTrouble(log: Logger, now: () => number): RepeatedTrouble {
  const known = new Map<string, Known>();

  function forgetOld(at: number): void {
    for (const [key, one] of known) if (at - one.at >= quietMs && one.again === 0) known.delete(key);
  }

  return {
    write(level, facts, message) {
      const at = now();
      const key = [level, message, facts.about, facts.err.message].join('\n');
      const last = known.get(key);
      if (last !== undefined && at - last.at < quietMs) {
        last.again += 1;
        return;
      }
      forgetOld(at);
      if (last !== undefined || known.size < maxKnown) known.set(key, { at, again: 0 });
      log[level](last === undefined || last.again === 0 ? facts : { ...facts, again: last.again }, message);
    },
  };
}
