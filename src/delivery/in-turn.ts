/**
 * Makes a function that runs work one after the other for each key, within this process. A queue does that too, but
 * only as long as its lock holds: when Redis is away for longer, a run that is waiting for a platform loses its lock,
 * and its job is given out again.
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
