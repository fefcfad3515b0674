import { test } from 'vitest';
import { stopWithout } from '../support/stopping.ts';

test('SIGTERM ends it in time also when Redis is gone under deliveries, and says that something was left', async () => {
  await stopWithout((redis) => redis.kill());
}, 90_000);
