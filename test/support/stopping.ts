import { expect } from 'vitest';
import type { World } from '../../src/sandbox/world.ts';
import { environmentOf, startBotProcess } from './bot-process.ts';
import { hands, testDataDir, testWorld } from './newsroom.ts';
import { type RedisChild, redisChild } from './redis-child.ts';

/** How long a stop may take at most: systems kill what takes longer. */
export const stopsWithinMs = 10_000;

/** Lets a channel on each platform follow a new story. Resolves when both show its card. */
export async function follow(world: World): Promise<void> {
  const { onDiscord, onTelegram } = hands(world);
  await onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await onDiscord('/subscribe story:harbour');
  await onTelegram(`/subscribe story:harbour channel:${world.cast.telegram.channelName}`);
  await world.discord.waitFor(() => world.discord.pins(world.cast.discord.channel).length === 1);
  await world.telegram.waitFor(() => world.telegram.pins(world.cast.telegram.channel).length === 1);
}

/**
 * Takes Redis away from a bot whose deliveries hang, and ends the bot: it must end in time and say that something was
 * left, and the next one must deliver that.
 */
export async function stopWithout(take: (redis: RedisChild) => Promise<void>): Promise<void> {
  const world = await testWorld();
  const redis = await redisChild();
  await redis.start();
  const environment = { ...environmentOf(world, await testDataDir()), REDIS_URL: redis.url };
  const bot = startBotProcess(environment);
  await bot.ready();
  await follow(world);
  const lift = world.discord.faults.add({ kind: 'hang', method: 'POST', route: '/channels', times: 10 });
  await hands(world).onDiscord('/update story:harbour headline:Bridge shut body:Text');
  await world.discord.waitFor(() => world.discord.requests().some(({ status }) => status === 0));
  await take(redis);
  const { code, tookMs } = await bot.end('SIGTERM');
  expect(tookMs).toBeLessThan(stopsWithinMs);
  expect(code, bot.output()).toBe(1);

  lift();
  redis.thaw();
  await redis.kill();
  await redis.start();
  await startBotProcess(environment).ready();
  const shown = () =>
    hands(world)
      .discordTexts()
      .filter((text) => text.includes('### Bridge shut'));
  await world.discord.waitFor(() => shown().length === 1, 30_000);
}
