import { expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { environmentOf } from '../support/bot-process.ts';
import { testDataDir, testWorld } from '../support/newsroom.ts';
import { redisChild } from '../support/redis-child.ts';
test.each(['worker', 'gateway'])('x %s', async (role) => {
  const redis = await redisChild();
  await redis.start();
  const world = await testWorld();
  const config = readConfig({ ...environmentOf(world, await testDataDir()), REDIS_URL: redis.url, ROLES: role });
  const app = await startApp({ config, log: createLogger({ level: 'silent', secrets: [] }) });
  await expect.poll(() => app.readiness().reasons, { timeout: 20_000 }).toEqual([]);
  await redis.kill();
  const t = performance.now();
  await Promise.race([app.stop(), new Promise((r) => setTimeout(r, 15000))]);
  console.log(role, performance.now() - t);
}, 40000);
