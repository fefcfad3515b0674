import type { Outcome } from '../domain/outcome.ts';

/**
 * Makes a call and waits for its outcome until `stopping` aborts. The outcome is then `unknown` when a repeat would
 * be risky, else one that is retried later. A call that has not begun by then is not made.
 */
export async function unlessStopped(
  call: () => Promise<Outcome>,
  isRisky: boolean,
  stopping: AbortSignal,
): Promise<Outcome> {
  if (stopping.aborted) return { kind: 'retry-later', why: 'Dateline was stopped' };
  const why = 'Dateline was stopped before the answer came';
  const { promise: stopped, resolve } = whenStopped({
    kind: isRisky ? 'unknown' : 'retry-later',
    why: isRisky ? `${why}; it may have arrived all the same` : why,
  });
  stopping.addEventListener('abort', resolve, { once: true });
  try {
    return await Promise.race([call(), stopped]);
  } finally {
    stopping.removeEventListener('abort', resolve);
  }
}

function whenStopped(outcome: Outcome) {
  let resolve = (): void => undefined;
  const promise = new Promise<Outcome>((settle) => {
    resolve = () => settle(outcome);
  });
  return { promise, resolve };
}
