/** A value as the store would give it back: a copy, which nobody else can change. */
export function stored<T>(value: T): T {
  return structuredClone(value);
}
