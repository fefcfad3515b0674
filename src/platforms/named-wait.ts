/** No platform asks for longer; and Node's timers end at once when set for 25 days or more. */
const longestWaitMs = 24 * 3_600_000;

/**
 * The wait that an answer gives in seconds, as whole milliseconds of at most a day; undefined for anything that is
 * not a wait, since an answer may come from anything between here and a platform.
 */
export function waitMsOf(seconds: unknown): number | undefined {
  if (typeof seconds !== 'number' && typeof seconds !== 'string') return undefined;
  const waitMs = Math.ceil(Number(seconds) * 1_000);
  return waitMs >= 0 ? Math.min(waitMs, longestWaitMs) : undefined;
}
