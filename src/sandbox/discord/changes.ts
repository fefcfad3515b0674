/** Tells listeners that something in the stand-in has changed. What has changed is for them to look up. */
export interface Changes {
  notify(): void;
  /** Calls the listener after every change. Returns a function that removes it. */
  onChange(listener: () => void): () => void;
  /**
   * Resolves with the first result of `check` that is neither undefined nor false. It is called at once and after
   * every change. Rejects with whatever `check` throws, and after `timeoutMs` with what happened last.
   */
  waitFor<T>(check: () => T | undefined | false, timeoutMs?: number): Promise<T>;
  /** Rejects everything that still waits. */
  stop(): void;
}

/**
 * Makes {@link Changes}. `describe` says what happened last; its text goes into the errors of waits that time out.
 */
export function createChanges(describe: () => string): Changes {
  const listeners = new Set<() => void>();
  const waiting = new Set<(error: Error) => void>();

  function onChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function waitFor<T>(check: () => T | undefined | false, timeoutMs = 5_000): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        listeners.delete(look);
        waiting.delete(fail);
        settle();
      };
      const fail = (error: unknown) => finish(() => reject(error));
      const look = () => {
        try {
          const found = check();
          if (found !== undefined && found !== false) finish(() => resolve(found));
        } catch (error) {
          fail(error);
        }
      };
      const timer = setTimeout(
        () => fail(new Error(`Nothing fitted within ${timeoutMs} ms. ${describe()}`)),
        timeoutMs,
      );
      listeners.add(look);
      waiting.add(fail);
      look();
    });
  }

  return {
    notify: () => {
      for (const listener of listeners) listener();
    },
    onChange,
    waitFor,
    stop: () => {
      for (const fail of waiting) fail(new Error(`The stand-in was closed. ${describe()}`));
    },
  };
}
