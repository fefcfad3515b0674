import type { Redis } from 'ioredis';

/**
 * What the settings of a Redis put at risk, one plain sentence each; empty for nothing. When the server does not
 * reveal its settings (many hosted ones do not), one sentence says so.
 */
export async function describeRisks(redis: Redis): Promise<readonly string[]> {
  try {
    const [policy, appendOnly, save] = await Promise.all(
      ['maxmemory-policy', 'appendonly', 'save'].map((name) => setting(redis, name)),
    );
    return [
      ...(policy === 'noeviction'
        ? []
        : [
            `Redis may throw records away when its memory is full (maxmemory-policy is ${policy}); set it to noeviction.`,
          ]),
      ...(appendOnly === 'yes' ? [] : [persistenceRisk(save)]),
    ];
  } catch {
    return [
      'Redis does not tell how it is set up; make sure of maxmemory-policy noeviction and appendonly yes.',
    ];
  }
}

function persistenceRisk(save: string | undefined): string {
  return save === undefined || save === ''
    ? 'Redis keeps nothing on disk (appendonly is no, no snapshots): a restart of it loses every story; set appendonly yes.'
    : 'Redis only takes snapshots (appendonly is no): a crash loses what was published since the last one; set appendonly yes.';
}

async function setting(redis: Redis, name: string): Promise<string | undefined> {
  const answer = await redis.config('GET', name);
  return Array.isArray(answer) ? (answer[1] ?? '') : undefined;
}
