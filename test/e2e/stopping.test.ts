import { expect, test } from 'vitest';
import { environmentOf, startBotProcess } from '../support/bot-process.ts';
import { testDataDir, testWorld } from '../support/newsroom.ts';
import { follow, stopsWithinMs } from '../support/stopping.ts';

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
