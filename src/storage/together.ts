/**
 * Combines all questions of one turn of the event loop into one. `askAll` answers in the order of the keys; when it
 * fails, every question fails.
 */
export function together<K, V>(
  askAll: (keys: readonly K[]) => Promise<readonly V[]>,
): (key: K) => Promise<V> {
  let asked: { readonly keys: K[]; readonly answers: Promise<readonly V[]> } | undefined;

  function begin() {
    const keys: K[] = [];
    const answers = new Promise<void>((resolve) => process.nextTick(resolve)).then(() => {
      asked = undefined;
      return askAll(keys);
    });
    return { keys, answers };
  }

  return async (key) => {
    asked ??= begin();
    const { keys, answers } = asked;
    const index = keys.push(key) - 1;
    const answer = (await answers)[index];
    return answer as V; // one for each key
  };
}
