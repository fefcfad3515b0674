/** No platform asks for longer; and a timer of Node's that is set for 25 days or more ends at once. */
const longestWaitMs = 24 * 3_600_000;

/**
 * A wait that an answer names in seconds, in whole milliseconds, a day at most; undefined for what is no wait: answers
 * can come from anything that stands between here and a platform.
 */
export function waitMsOf(seconds: unknown): number | undefined {
  if (typeof seconds !== 'number' && typeof seconds !== 'string') return undefined;
  const waitMs = Math.ceil(Number(seconds) * 1_000);
  return waitMs >= 0 ? Math.min(waitMs, longestWaitMs) : undefined;
}
