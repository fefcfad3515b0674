import type { Outcome } from '../../domain/outcome.ts';
import { isRefusal } from './errors.ts';

/** Whether Telegram answers, as far as is known. */
export interface Hearing {
  /** A call was answered, be it by a refusal. */
  heard(): void;
  /** A call was not answered by Telegram. */
  missed(error: unknown): void;
  /**
   * Undefined when the last call was answered. Otherwise asks: `unchanged` when Telegram answers, else why a call
   * should be made later. Never rejects.
   */
  check(): Promise<Outcome> | undefined;
}

const answers: Outcome = { kind: 'unchanged' };
const silent: Outcome = { kind: 'retry-later', why: 'Telegram did not answer' };

/**
 * Remembers whether the last call was answered. After one that was not, and before the first one, `ask` has to be
 * answered (a call that changes nothing) before `check` says that Telegram answers; all who check meanwhile share it.
 */
export function createHearing(ask: () => Promise<unknown>): Hearing {
  let isHeard = false;
  let asking: Promise<Outcome> | undefined;

  async function askNow(): Promise<Outcome> {
    try {
      await ask();
    } catch (error) {
      if (!isAnswer(error)) return silent;
    } finally {
      asking = undefined;
    }
    isHeard = true;
    return answers;
  }

  return {
    heard() {
      isHeard = true;
    },
    missed(error) {
      isHeard = isAnswer(error);
    },
    check() {
      if (isHeard) return undefined;
      asking ??= askNow();
      return asking;
    },
  };
}

/** A server in front of Telegram answers with a code of 500 or more, or not in Telegram's form. */
function isAnswer(error: unknown): boolean {
  return isRefusal(error) && error.error_code < 500;
}
