/** Waits for the sandbox to reach a state, driven by its changes instead of a timer. */
export interface Waiting {
  /** To be called after every complete change: runs all checks again. */
  changed(): void;
  /**
   * Resolves with the first result of `check` that is neither undefined nor false. Rejects with what `check` throws,
   * and after `timeoutMs` with a description of the sandbox.
   */
  waitFor<T>(check: () => T | undefined | false, timeoutMs?: number): Promise<T>;
  close(): void;
}

interface Waiter {
  readonly look: () => void;
  readonly fail: (error: Error) => void;
}

/** `describe` gives that description, in a few lines. */
export function createWaiting(describe: () => string): Waiting {
  const waiters = new Set<Waiter>();
  let scheduled = false;

  function lookAgain(): void {
    scheduled = false;
    for (const waiter of waiters) waiter.look();
  }

  return {
    changed() {
      if (scheduled || waiters.size === 0) return;
      scheduled = true;
      setImmediate(lookAgain);
    },
    waitFor<T>(check: () => T | undefined | false, timeoutMs = 5000) {
      return new Promise<T>((resolve, reject) => {
        const settle = (finish: () => void) => {
          clearTimeout(timer);
          waiters.delete(waiter);
          finish();
        };
        const waiter: Waiter = {
          fail: (error) => settle(() => reject(error)),
          look: () => {
            try {
              const value = check();
              if (value !== undefined && value !== false) settle(() => resolve(value));
            } catch (error) {
              settle(() => reject(error));
            }
          },
        };
        const timer = setTimeout(() => {
          waiter.fail(new Error(`Waited ${timeoutMs} ms in vain for ${String(check)}\n${describe()}`));
        }, timeoutMs);
        waiters.add(waiter);
        waiter.look();
      });
    },
    close() {
      for (const waiter of waiters) waiter.fail(new Error('The Telegram sandbox was closed.'));
    },
  };
}
