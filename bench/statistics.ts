/** The value that this share (0 to 1) of the values does not exceed. Throws when there are no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  if (value === undefined) throw new Error('There is nothing to take a percentile of');
  return value;
}

/** The value in the middle. Throws when there are no values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** How long something took, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** How many a second that is. */
export function perSecond(count: number, elapsedMs: number): number {
  return (count / elapsedMs) * 1_000;
}
