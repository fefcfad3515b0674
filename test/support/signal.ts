/** Lets tests wait for a state rather than for a time: checks are made again whenever something happened. */
export function createSignal() {
  const listeners = new Set<() => void>();

  return {
    notify(): void {
      // A listener that is satisfied leaves the set while it is walked; sets allow that.
      for (const listener of listeners) listener();
    },
    /** Resolves with the first value that is not false or undefined; rejects after `timeoutMs`. */
    waitFor<T>(check: () => T | undefined | false, timeoutMs = 10_000): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`Not seen within ${timeoutMs} ms: ${String(check)}`));
        }, timeoutMs);
        function look(): void {
          const value = check();
          if (value === undefined || value === false) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(value);
        }
        listeners.add(look);
        look();
      });
    },
  };
}
