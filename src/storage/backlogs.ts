import type { Redis } from 'ioredis';
import type { Backlogs } from '../delivery/ports.ts';
import type { Instant } from '../domain/time/instant.ts';
import { createBacklogDigests } from './backlog-digests.ts';
import { createBacklogRows } from './backlog-rows.ts';
import { createBacklogTurns } from './backlog-turns.ts';
import { createBacklogWaiting } from './backlog-waiting.ts';
import type { Keys } from './keys.ts';

/** Keeps backlogs and delivery rows in Redis, those of a destination under one hash tag. */
export function createBacklogs(redis: Redis, keys: Keys, now: () => Instant): Backlogs {
  return {
    ...createBacklogTurns(redis, keys, now),
    ...createBacklogWaiting(redis, keys),
    ...createBacklogRows(redis, keys),
    ...createBacklogDigests(redis, keys),
  };
}
