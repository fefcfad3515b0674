/** The result of {@link within} when the time was up first. */
export const late = Symbol('late');

/** The result of `work`, or {@link late} when it takes longer than `limitMs`; the work itself goes on. */
export async function within<T>(work: Promise<T>, limitMs: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
