/**
 * Collects items with the same key for a moment and hands them on together. Nothing is handed on twice, and nothing
 * after the process has ended.
 */
export function createGather<T>(
  withinMs: number,
  handOn: (gathered: readonly [T, ...T[]]) => void,
): (key: string, one: T) => void {
  const groups = new Map<string, [T, ...T[]]>();

  return (key, one) => {
    const group = groups.get(key);
    if (group !== undefined) {
      group.push(one);
      return;
    }
    const begun: [T, ...T[]] = [one];
    groups.set(key, begun);
    // A process that is ending does not wait for it.
    setTimeout(() => {
      groups.delete(key);
      handOn(begun);
    }, withinMs).unref();
  };
}
