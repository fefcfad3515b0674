import { setTimeout as delay } from 'node:timers/promises';

const pauseMs = 250;
const patienceMs = 10 * 60_000;

/**
 * Repeats a write until the records take it. Only this process knows the result of a call, so it must not be lost
 * when Redis is away for a moment. The write must be harmless to repeat. Throws the last error after ten minutes, or
 * when `signal` aborts.
 */
export async function untilKept<T>(write: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (signal.aborted || performance.now() > deadline) throw error;
    }
    // The signal ends the pause early; one last try follows.
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
