/**
 * Makes a function that does work one piece after another per key, within this process. A queue promises that too,
 * but for as long as its lock holds: while Redis is away for longer than that, a run that waits for a platform's
 * answer loses its lock, and its job is given out again.
 */
export function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();

  return async (key, work) => {
    const before = last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
