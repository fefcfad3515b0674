import { test } from 'vitest';
import { stopWithout } from '../support/stopping.ts';

test('SIGTERM ends it in time also when Redis hangs under deliveries, and says that something was left', async () => {
  await stopWithout(async (redis) => redis.freeze());
}, 90_000);
