import type { Redis } from 'ioredis';

/** How long a command waits for a connection; a server that restarts is back by then. */
const patienceMs = 1_500;

/**
 * Waits for a connection to Redis, a second and a half at most; false when there still is none. A command must not
 * wait inside the connection instead: it would run late, after people were told that nothing was saved.
 */
export function createPatience(redis: Redis): () => boolean | Promise<boolean> {
  const waiting = new Set<(isUp: boolean) => void>();
  redis.on('ready', () => {
    for (const settle of waiting) settle(true);
  });
  return () => {
    if (redis.status === 'ready') return true;
    return new Promise((resolve) => {
      const settle = (isUp: boolean) => {
        clearTimeout(timer);
        waiting.delete(settle);
        resolve(isUp);
      };
      const timer = setTimeout(() => settle(false), patienceMs);
      waiting.add(settle);
    });
  };
}
