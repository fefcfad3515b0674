/** A cache. When its values together weigh too much, those used longest ago are dropped. */
export interface Recent<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  forget(key: string): void;
}

/** Makes a cache. `weigh` gives the weight of a value, 1 by default; `maxWeight` is how much is kept. */
export function createRecent<T>(maxWeight: number, weigh: (value: T) => number = () => 1): Recent<T> {
  // A Map keeps the order of insertion: the first key is the one used longest ago.
  const values = new Map<string, T>();
  let weight = 0;

  function forget(key: string): void {
    const value = values.get(key);
    if (value === undefined) return;
    weight -= weigh(value);
    values.delete(key);
  }

  return {
    forget,
    get(key) {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set(key, value) {
      forget(key);
      if (weigh(value) > maxWeight) return;
      values.set(key, value);
      weight += weigh(value);
      for (const oldest of values.keys()) {
        if (weight <= maxWeight) return;
        forget(oldest);
      }
    },
  };
}
