import { expect, test } from 'vitest';
import type { World } from '../../src/sandbox/world.ts';
import { environmentOf, startBotProcess } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';
import { type RedisChild, redisChild } from '../support/redis-child.ts';

const stopsWithinMs = 10_000;

async function follow(world: World): Promise<void> {
  const { onDiscord, onTelegram } = hands(world);
  await onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await onDiscord('/subscribe story:harbour');
  await onTelegram(`/subscribe story:harbour channel:${world.cast.telegram.channelName}`);
  await world.discord.waitFor(() => world.discord.pins(world.cast.discord.channel).length === 1);
  await world.telegram.waitFor(() => world.telegram.pins(world.cast.telegram.channel).length === 1);
}

test.each([
  ['is gone', (redis: RedisChild) => redis.kill()],
  ['hangs', async (redis: RedisChild) => redis.freeze()],
])(
  'SIGTERM ends it in time also when Redis %s under deliveries, and says that something was left',
  async (_, take) => {
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
    await world.discord.waitFor(
      () =>
        hands(world)
          .discordTexts()
          .filter((text) => text.includes('### Bridge shut')).length === 1,
      30_000,
    );
  },
  90_000,
);

test('SIGTERM ends it in time while neither platform takes an answer to a command', async () => {
  const world = await testWorld();
  const bot = startBotProcess(environmentOf(world, await testDataDir()));
  await bot.ready();
  await follow(world);
  const { discord, telegram, cast } = world;
  const asked = { discord: discord.requests().length, telegram: telegram.requests().length };
  discord.faults.add({ kind: 'hang', method: 'POST', route: '/interactions', times: 10 });
  telegram.faults.add({ kind: 'hang', method: 'sendMessage', times: 10 });
  await discord.command({ as: cast.discord.chief, channelId: cast.discord.channel, line: '/story list' });
  telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text: '/story list' });
  await discord.waitFor(() =>
    discord
      .requests()
      .slice(asked.discord)
      .some(({ path }) => path.startsWith('/interactions')),
  );
  await telegram.waitFor(() =>
    telegram
      .requests()
      .slice(asked.telegram)
      .some(({ method }) => method === 'sendMessage'),
  );
  const { code, tookMs } = await bot.end('SIGTERM');
  expect(tookMs).toBeLessThan(stopsWithinMs);
  expect(code, bot.output()).toBe(0);
}, 60_000);
